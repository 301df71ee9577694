using System.Text.RegularExpressions;
using SkyButler.Dimensions;

namespace SkyButler.Tests.Queries.Expressions.Fuzzing;

/// <summary>What the text of a statement may consist of: words of SQL, names of the schema, numbered placeholders and small constants.</summary>
internal static partial class SqlWords
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "SELECT", "DISTINCT", "FROM", "AS", "JOIN", "CROSS", "ON", "TRUE", "WHERE", "AND", "OR", "NOT", "IN", "IS", "NULL", "BETWEEN", "GLOB", "ORDER", "BY", "DESC", "ASC", "LIMIT", "GROUP", "UNION", "ALL",
        "CASE", "WHEN", "THEN", "ELSE", "END", "COALESCE", "ROW_NUMBER", "OVER", "PARTITION", "MIN", "MAX", "COUNT", "CAST", "EXISTS", "WITH", "VALUES", "NULLS", "FIRST", "LAST", "INTEGER", "REAL",
        "i", "r", "place", "found", "ambiguous", "validity", "dataset", "collection", "dataset_id", "dataset_type_id", "ingest_date", "name", "id", "skypix_index", "skypix_system", "skypix_level",
        "json_each", "json_extract", "value", "key", "json_array_length", "MATERIALIZED", "INDEXED", "EXCEPT", "INTERSECT", "OFFSET",
    };

    private static readonly HashSet<string> Names =
    [
        .. DimensionUniverse.Default.Elements.Select(e => e.Name),
        .. DimensionUniverse.Default.Elements.Where(e => e.HasTable).SelectMany(e => e.Schema.Fields.Select(f => f.Name)),
        "timespan_begin", "timespan_end", "dataset_id", "i", "collection_id", "run_id", "collection_name", "run_name",
    ];

    /// <summary>What of a statement is none of these; null where all is well.</summary>
    public static string? FirstForeign(string sql, IReadOnlyCollection<string> datasetTypes)
    {
        var position = 0;
        foreach (Match word in Word().Matches(sql))
        {
            if (word.Index != position)
                break;
            position += word.Length;
            if (!IsKnown(word, datasetTypes))
                return word.Value;
        }

        return position == sql.Length ? null : sql[position..];
    }

    private static bool IsKnown(Match word, IReadOnlyCollection<string> datasetTypes)
    {
        if (word.Groups["name"] is { Success: true, Value: var name })
            return IsName(name, datasetTypes);
        if (word.Groups["word"] is { Success: true, Value: var bare })
            return Keywords.Contains(bare) || Generated().IsMatch(bare);
        return true;
    }

    // Aliases are a name and what it stands for: visit_overlap, visit_tract_pixel, raw.row, raw.run, exposure.keys, visit_overlap.ranges, visit_1.
    private static bool IsName(string name, IReadOnlyCollection<string> datasetTypes) => Names.Contains(name) || datasetTypes.Contains(name)
        || Tables().IsMatch(name)
        || (Suffix().Replace(name, "") is var root && root != name && (IsName(root, datasetTypes) || Names.Any(n => root.StartsWith(n + "_", StringComparison.Ordinal) && IsName(root[(n.Length + 1)..], datasetTypes))));

    [GeneratedRegex("""\G(?:"(?<name>[A-Za-z0-9_.]+)"|(?<word>[A-Za-z_][A-Za-z0-9_]*)|\?[0-9]+|[0-9]+|[ ,.()=<>+*/%$-]|!=|->>|'\$')""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("^[co][0-9]+$", RegexOptions.None, 1000)]
    private static partial Regex Generated();

    [GeneratedRegex("^dataset_(tags|calibs)_[0-9]{8}$", RegexOptions.None, 1000)]
    private static partial Regex Tables();

    [GeneratedRegex(@"(_overlap|_pixel|_skypix|_sky|\.row|\.run|\.collection|\.keys|\.ranges|_[0-9]+)$", RegexOptions.None, 1000)]
    private static partial Regex Suffix();
}
