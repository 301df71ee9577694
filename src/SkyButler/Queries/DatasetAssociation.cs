using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Queries.Results;
using SkyButler.Registry.Collections;

namespace SkyButler.Queries;

/// <summary>That a collection has a dataset.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Collection">Name of the collection, which is no chain.</param>
/// <param name="Validity">For calibration collections when it is valid there; null for others.</param>
public sealed record DatasetAssociation(DatasetRef Dataset, string Collection, Timespan? Validity)
{
    internal static IReadOnlyList<string> Columns(string datasetType) =>
        [$"{datasetType}.dataset_id", $"{datasetType}.run", $"{datasetType}.collection", $"{datasetType}.timespan"];

    internal static DatasetAssociation Of(DatasetType type, GeneralRow row, IReadOnlyDictionary<string, CollectionType> types)
    {
        var collection = (string)row.Values[2]!;
        var dataset = new DatasetRef(type, row.DataId, (string)row.Values[1]!, (Guid)row.Values[0]!);
        return new(dataset, collection, types[collection] == CollectionType.Calibration ? (Timespan?)row.Values[3] : null);
    }
}
