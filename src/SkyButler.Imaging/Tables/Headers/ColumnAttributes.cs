namespace SkyButler.Imaging.Tables.Headers;

/// <summary>
/// What an ECSV header tells of columns: the same lines stand in comments of the FITS tables that astropy writes when units,
/// descriptions or formats would be lost.
/// </summary>
internal sealed class ColumnAttributes
{
    private readonly Dictionary<string, OrderedDictionary<string, object?>> _columns = new(StringComparer.Ordinal);

    private ColumnAttributes(OrderedDictionary<string, object?> header)
    {
        Metadata = header.GetValueOrDefault("meta") as OrderedDictionary<string, object?> ?? new(StringComparer.Ordinal);
        foreach (var column in (header.GetValueOrDefault("datatype") as List<object?> ?? []).OfType<OrderedDictionary<string, object?>>())
        {
            if (column.GetValueOrDefault("name") is { } name)
                _columns.TryAdd(NameOf(name), column);
        }
    }

    /// <summary>The table's metadata.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; }

    /// <summary>Reads the YAML of a header; null where it isn't one.</summary>
    public static ColumnAttributes? Read(string yaml, string source) =>
        YamlTree.Read(yaml, source) is OrderedDictionary<string, object?> header ? new ColumnAttributes(header) : null;

    /// <summary>A name, which may look like a number.</summary>
    public static string NameOf(object name) => name as string ?? YamlScalar.Write(name);

    /// <summary>A column with what the header tells of it.</summary>
    public ColumnDefinition Apply(ColumnDefinition column) => _columns.TryGetValue(column.Name, out var told) ? With(column, told) : column;

    /// <summary>A column with unit, description, format and metadata of an entry.</summary>
    public static ColumnDefinition With(ColumnDefinition column, OrderedDictionary<string, object?> told) => column with
    {
        Unit = Text(told, "unit") ?? column.Unit,
        Description = Text(told, "description") ?? column.Description,
        Format = Text(told, "format") ?? column.Format,
        Metadata = told.GetValueOrDefault("meta") as OrderedDictionary<string, object?> ?? column.Metadata,
    };

    // A unit may be an object of astropy's, whose text is inside.
    private static string? Text(OrderedDictionary<string, object?> told, string key) => told.GetValueOrDefault(key) switch
    {
        TaggedValue { Value: OrderedDictionary<string, object?> inner } => inner.GetValueOrDefault(key) as string,
        { } value => NameOf(value),
        null => null,
    };
}
