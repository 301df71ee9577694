using SkyButler.Datasets;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Contents;
using SkyButler.Resources.Transfers;

namespace SkyButler.Datastores;

/// <summary>A file that comes into a datastore together with records that were made elsewhere.</summary>
/// <param name="Path">Path below the root under which it shall lie, or its absolute URI where it stays outside.</param>
/// <param name="Source">Where it is.</param>
/// <param name="Transfer">How it comes; <see cref="TransferMode.None"/> where it is in its place, <see cref="TransferMode.Direct"/> where it stays outside.</param>
/// <param name="Size">Its size in bytes; −1 where that is unknown.</param>
/// <param name="Datasets">The datasets in it.</param>
/// <param name="Records">Their records.</param>
internal sealed record AdoptedFile(
    string Path, ResourcePath Source, TransferMode Transfer, long Size, IReadOnlyList<DatasetRef> Datasets, IReadOnlyList<FileRecord> Records)
{
    /// <summary>What its content must be; null where nobody compares.</summary>
    public FileChecksum? Required { get; init; }
}
