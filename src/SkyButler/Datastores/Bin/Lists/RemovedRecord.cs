using SkyButler.Datastores.Records;

namespace SkyButler.Datastores.Bin.Lists;

/// <summary>A record of a dataset that was removed.</summary>
/// <param name="Store">The datastore's name.</param>
/// <param name="Record">The record.</param>
/// <param name="Size">The file's size in bytes where the record did not tell.</param>
internal sealed record RemovedRecord(string Store, FileRecord Record, long? Size);
