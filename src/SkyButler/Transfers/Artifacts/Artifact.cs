using SkyButler.Datastores;
using SkyButler.Datastores.Records;

namespace SkyButler.Transfers.Artifacts;

/// <summary>A file that is retrieved.</summary>
/// <param name="Path">What it is called where it goes.</param>
/// <param name="Store">The datastore that has it.</param>
/// <param name="Record">The record of the first dataset in it.</param>
/// <param name="Ids">All datasets in it.</param>
internal sealed record Artifact(string Path, FileDatastore Store, FileRecord Record, IReadOnlyList<Guid> Ids);
