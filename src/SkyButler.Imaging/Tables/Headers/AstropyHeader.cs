namespace SkyButler.Imaging.Tables.Headers;

/// <summary>
/// What astropy tells of a table in YAML, whichever file the table itself is in: units, descriptions, formats and metadata of the columns,
/// and the table's own metadata.
/// </summary>
public static class AstropyHeader
{
    /// <summary>The YAML of a table, lines divided by line feeds.</summary>
    /// <exception cref="TableException">The metadata are nested beyond reason.</exception>
    public static string Write(TableSchema schema) => string.Join('\n', Lines(schema));

    /// <summary>A schema with what such YAML tells of its columns and of the table; columns that are not there are passed over.</summary>
    /// <param name="schema">What is known otherwise.</param>
    /// <param name="yaml">The YAML.</param>
    /// <param name="source">What messages call the file.</param>
    /// <exception cref="TableException">It is no YAML, or nested or repeated beyond reason.</exception>
    public static TableSchema Apply(TableSchema schema, string yaml, string source)
    {
        if (ColumnAttributes.Read(yaml, source) is not { } told)
            return schema;
        var metadata = new OrderedDictionary<string, object?>(schema.Metadata, StringComparer.Ordinal);
        foreach (var (key, value) in told.Metadata)
            metadata[key] = value;
        return new TableSchema([.. schema.Columns.Select(told.Apply)]) { Metadata = metadata };
    }

    /// <summary>The lines of YAML that tell of columns and metadata.</summary>
    internal static IEnumerable<string> Lines(TableSchema schema)
    {
        yield return "datatype:";
        foreach (var column in schema.Columns)
            yield return "- " + YamlText.Of(Entry(column));
        if (schema.Metadata.Count > 0)
        {
            yield return "meta: !!omap";
            foreach (var entry in schema.Metadata)
                yield return "- " + YamlText.Of(new OrderedDictionary<string, object?> { [entry.Key] = entry.Value });
        }
    }

    private static OrderedDictionary<string, object?> Entry(ColumnDefinition column)
    {
        bool isArray = column.IsRagged || column.Shape.Count > 0;
        var entry = new OrderedDictionary<string, object?> { ["name"] = column.Name };
        if (column.Unit is not null)
            entry["unit"] = column.Unit;
        entry["datatype"] = isArray ? "string" : ColumnTypes.NameOf(column.Type);
        if (column.Format is not null)
            entry["format"] = column.Format;
        if (column.Description is not null)
            entry["description"] = column.Description;
        if (isArray)
            entry["subtype"] = $"{ColumnTypes.NameOf(column.Type)}[{(column.IsRagged ? "null" : string.Join(',', column.Shape))}]";
        if (column.Metadata.Count > 0)
            entry["meta"] = column.Metadata;
        return entry;
    }
}
