using SkyButler.Datasets;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;

namespace SkyButler.Datastores.Templates;

/// <summary>What the names of a template mean for a dataset.</summary>
internal static class TemplateValues
{
    public const string DatasetType = "datasetType";
    public const string Component = "component";
    public const string Run = "run";
    public const string Id = "id";
    public const string SkyPix = "skypix";

    /// <summary>Whether a name without a dot has a value.</summary>
    public static bool IsKnown(string primary, DatasetRef dataset) => primary switch
    {
        DatasetType or Run or Id => true,
        Component => dataset.DatasetType.Component is not null,
        SkyPix when !dataset.DataId.TryGet(SkyPix, out _) => dataset.DataId.Dimensions.SkyPix.Count == 1,
        _ => dataset.DataId.TryGet(primary, out _),
    };

    /// <summary>The value of a name that is known.</summary>
    public static (TemplateValueState State, object? Value, TemplateName Name) Get(TemplateName name, DatasetRef dataset)
    {
        if (name.RecordField is { } field)
            return FieldValue(name, field, dataset);
        object value = name.Primary switch
        {
            DatasetType => dataset.DatasetType.ParentName,
            Run => dataset.Run,
            Id => dataset.Id.ToString(),
            Component => dataset.DatasetType.Component!,
            SkyPix when !dataset.DataId.TryGet(SkyPix, out _) => dataset.DataId[dataset.DataId.Dimensions.SkyPix[0].Name].ToObject(),
            _ => dataset.DataId[name.Primary].ToObject(),
        };
        return (TemplateValueState.Present, value, name);
    }

    private static (TemplateValueState State, object? Value, TemplateName Name) FieldValue(TemplateName name, string field, DatasetRef dataset)
    {
        if (dataset.DataId.Records is not { } records)
            return (TemplateValueState.NoRecords, null, name);
        if (records.GetValueOrDefault(name.Primary) is not { } record || !HasField(record, field))
            return (TemplateValueState.Absent, null, name);
        var value = record[field] switch
        {
            Timespan timespan => timespan.ToString(),
            byte[] bytes => Convert.ToHexStringLower(bytes),
            var plain => plain,
        };
        return (TemplateValueState.Present, value, name);
    }

    private static bool HasField(DimensionRecord record, string field)
    {
        var column = field == record.Element.Name && record.Element.PrimaryKey is { } key ? key.Name : field;
        return record.Element.Schema.IndexOf(column) is var index and >= 0 && index != record.Element.Schema.RegionIndex;
    }
}
