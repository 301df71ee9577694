using SkyButler.Datastores.Records;

namespace SkyButler.Transfers.Zips;

/// <summary>A file of which an index says what is in it.</summary>
/// <param name="Name">Its name in the zip, or its path in the folder.</param>
/// <param name="StoredPath">The path that it had in the store that it is from; its name where that had none below its root.</param>
/// <param name="Records">The records of its datasets, with its name in place of a path.</param>
internal sealed record ZipIndexMember(string Name, string StoredPath, IReadOnlyList<FileRecord> Records);
