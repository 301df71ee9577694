namespace SkyButler.Dimensions.Records;

/// <summary>
/// Columns of an element's records in the order of its table: required dimensions, implied ones, alternate keys,
/// metadata, region, timespan.
/// </summary>
public sealed class DimensionRecordSchema
{
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);

    internal DimensionRecordSchema(DimensionElement element)
    {
        Element = element;
        var fields = new List<DimensionRecordField>();
        foreach (var required in element.Required)
            fields.Add(Key(required, required == element ? element.PrimaryKey!.Name : required.Name, DimensionFieldKind.Required));
        RequiredCount = fields.Count;
        foreach (var implied in element.Implied)
            fields.Add(Key(implied, implied.Name, DimensionFieldKind.Implied));
        fields.AddRange(element.AlternateKeys.Select(c => new DimensionRecordField(c.Name, DimensionFieldKind.AlternateKey, c.Type, null, c.Length)));
        fields.AddRange(element.Metadata.Select(c => new DimensionRecordField(c.Name, DimensionFieldKind.Metadata, c.Type, null, c.Length)));
        if (element.SpatialFamily is not null)
            fields.Add(new DimensionRecordField("region", DimensionFieldKind.Region, ColumnType.Region, null, 0));
        if (element.TemporalFamily is not null)
            fields.Add(new DimensionRecordField("timespan", DimensionFieldKind.Timespan, ColumnType.Timespan, null, 0));
        Fields = fields;
        foreach (var field in fields)
            positions.Add(field.Name, positions.Count);
        RegionIndex = IndexOf("region");
        TimespanIndex = IndexOf("timespan");
    }

    /// <summary>The element whose records these are.</summary>
    public DimensionElement Element { get; }

    /// <summary>All columns in table order.</summary>
    public IReadOnlyList<DimensionRecordField> Fields { get; }

    /// <summary>How many of the first columns hold required dimensions.</summary>
    public int RequiredCount { get; }

    /// <summary>Position of the region; −1 where there is none.</summary>
    public int RegionIndex { get; }

    /// <summary>Position of the timespan; −1 where there is none.</summary>
    public int TimespanIndex { get; }

    /// <summary>Position of a column by its name in the table; −1 where there is none.</summary>
    public int IndexOf(string name) => positions.GetValueOrDefault(name, -1);

    private static DimensionRecordField Key(DimensionElement dimension, string column, DimensionFieldKind kind) =>
        new(column, kind, dimension.PrimaryKey!.Type, dimension, dimension.PrimaryKey.Length);
}
