using SkyButler.Datastores.Contents;
using SkyButler.Imaging.Descriptions;

namespace SkyButler.Descriptions;

/// <summary>The columns of Arrow's tables.</summary>
internal static class ArrowFacts
{
    public static IEnumerable<Fact> Of(ArrowTableSchema schema, long? rowCount)
    {
        if (rowCount is { } rows)
            yield return new("rows", rows);
        yield return new("columns", (long)schema.Fields.Fields.Count);
        var told = schema.ArrowFields.GroupBy(f => f.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Metadata, StringComparer.Ordinal);
        foreach (var field in schema.Fields.Fields)
        {
            var known = told.GetValueOrDefault(field.Name);
            yield return new($"column {field.Name}", field.TypeName
                + (known?.GetValueOrDefault("unit") is { } unit ? $" [{unit}]" : "") + (known?.GetValueOrDefault("description") is { } description ? $": {description}" : ""));
        }
    }
}
