using SkyButler.Imaging.Tables.Headers;

namespace SkyButler.Imaging.Tables.Text;

/// <summary>
/// astropy can write a masked column as two, <c>a</c> and <c>a.mask</c>, and says so in the metadata; these are one column again here.
/// </summary>
internal static class SeparateMasks
{
    private const string Serialized = "__serialized_columns__";

    /// <summary>The schema without the columns that only mask others.</summary>
    public static TableSchema Without(TableSchema schema)
    {
        var masks = Masks(schema.Metadata);
        var masking = MaskNames(masks);
        return masks.Count == 0 ? schema : new TableSchema([.. schema.Columns.Where(column => !masking.Contains(column.Name))])
        {
            Metadata = Metadata(schema.Metadata, masks),
        };
    }

    /// <summary>The masks of some columns.</summary>
    public static IEnumerable<string> For(TableSchema schema, IReadOnlyCollection<string> columns)
    {
        HashSet<string> chosen = new(columns, StringComparer.Ordinal), known = new(schema.Names, StringComparer.Ordinal);
        return Masks(schema.Metadata).Where(mask => chosen.Contains(mask.Data) && known.Contains(mask.Mask)).Select(mask => mask.Mask);
    }

    /// <summary>The table with its masks in their columns.</summary>
    public static Table Join(Table table)
    {
        var masks = Masks(table.Metadata);
        if (masks.Count == 0)
            return table;
        var columns = new List<Column>();
        var masking = MaskNames(masks);
        var byData = new Dictionary<string, (string Name, string Data, string Mask)>(StringComparer.Ordinal);
        foreach (var mask in masks)
            byData.TryAdd(mask.Data, mask);
        foreach (var column in table.Columns.Where(column => !masking.Contains(column.Name)))
        {
            columns.Add(byData.TryGetValue(column.Name, out var found) && table.Find(found.Mask) is Column<bool> flags && flags.RowCount > 0
                ? ColumnTypes.Dispatch(column.Definition.Type, new Masking(column, flags, found.Name))
                : column);
        }

        return new Table(columns, table.RowCount, Metadata(table.Metadata, masks));
    }

    private static List<(string Name, string Data, string Mask)> Masks(IReadOnlyDictionary<string, object?> metadata)
    {
        var masks = new List<(string, string, string)>();
        if (metadata.GetValueOrDefault(Serialized) is not OrderedDictionary<string, object?> columns)
            return masks;
        foreach (var (name, value) in columns)
        {
            if (value is OrderedDictionary<string, object?> { } told && told.GetValueOrDefault("__class__") is "astropy.table.column.MaskedColumn"
                && NameOf(told.GetValueOrDefault("data")) is { } data && NameOf(told.GetValueOrDefault("mask")) is { } mask)
                masks.Add((name, data, mask));
        }

        return masks;
    }

    private static HashSet<string> MaskNames(List<(string Name, string Data, string Mask)> masks) =>
        masks.Select(mask => mask.Mask).ToHashSet(StringComparer.Ordinal);

    private static string? NameOf(object? reference) =>
        reference is TaggedValue { Value: OrderedDictionary<string, object?> inner } ? inner.GetValueOrDefault("name") as string : null;

    private static OrderedDictionary<string, object?> Metadata(
        IReadOnlyDictionary<string, object?> metadata, List<(string Name, string Data, string Mask)> masks)
    {
        var rest = new OrderedDictionary<string, object?>(metadata, StringComparer.Ordinal);
        var serialized = new OrderedDictionary<string, object?>((OrderedDictionary<string, object?>)rest[Serialized]!, StringComparer.Ordinal);
        foreach (var (name, _, _) in masks)
            serialized.Remove(name);
        if (serialized.Count > 0)
            rest[Serialized] = serialized;
        else
            rest.Remove(Serialized);
        return rest;
    }

    private sealed class Masking(Column column, Column<bool> flags, string name) : IColumnTypeVisitor<Column>
    {
        public Column Visit<T>() => column is Column<T> data && data.Values.Length == flags.Values.Length
            ? new Column<T>(data.Definition with { Name = name }, data.Values.ToArray(), flags.Values.ToArray())
            : column;
    }
}
