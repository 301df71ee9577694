using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;

namespace SkyButler.Transfers.Zips;

/// <summary>What the index of a zip, or of a folder of files, says.</summary>
/// <param name="Datasets">Its datasets by identifier.</param>
/// <param name="Members">Its members with the records of what is in them; paths of the records are not those of the zip yet.</param>
/// <param name="DimensionRecords">Dimension records in the order in which they can be inserted; null where it has none.</param>
internal sealed record ZipIndex(
    IReadOnlyDictionary<Guid, DatasetRef> Datasets,
    IReadOnlyList<ZipIndexMember> Members,
    IReadOnlyList<(DimensionElement Element, IReadOnlyList<DimensionRecord> Records)>? DimensionRecords);
