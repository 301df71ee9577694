using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;

namespace SkyButler.Transfers.Repositories;

/// <summary>Dimension records and dataset types of one repository as those of another, whose universe may be of another version.</summary>
internal static class RecordConversion
{
    /// <summary>The dataset type as one of the universe.</summary>
    /// <exception cref="DimensionException">The universe lacks one of its dimensions.</exception>
    public static DatasetType To(DimensionUniverse universe, DatasetType type) =>
        new(type.Name, universe.Conform(type.Dimensions.Required.Select(d => d.Name)), type.StorageClass, type.IsCalibration);

    /// <summary>The record as one of the element.</summary>
    /// <exception cref="DimensionException">It lacks a value that the element needs.</exception>
    public static DimensionRecord To(DimensionElement element, DimensionRecord record)
    {
        if (ReferenceEquals(element, record.Element))
            return record;
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        var fields = record.Element.Schema.Fields;
        for (var i = 0; i < fields.Count; i++)
            if (element.Schema.IndexOf(fields[i].Name) >= 0)
                named[fields[i].Name] = record.Values[i];
        return DimensionRecord.Create(element, named);
    }
}
