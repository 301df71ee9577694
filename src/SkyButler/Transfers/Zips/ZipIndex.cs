using SkyButler.Datasets;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;

namespace SkyButler.Transfers.Zips;

/// <summary>What the index of a zip says.</summary>
/// <param name="Datasets">Its datasets by identifier.</param>
/// <param name="Members">Its members with the records of what is in them; paths of the records are not those of the zip yet.</param>
/// <param name="DimensionRecords">Dimension records in the order in which they can be inserted; null where it has none.</param>
internal sealed record ZipIndex(
    IReadOnlyDictionary<Guid, DatasetRef> Datasets,
    IReadOnlyList<(string Member, IReadOnlyList<FileRecord> Records)> Members,
    IReadOnlyList<(DimensionElement Element, IReadOnlyList<DimensionRecord> Records)>? DimensionRecords);
