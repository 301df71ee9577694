using SkyButler.Dimensions;
using SkyButler.Geometry;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Joins;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Schema;

namespace SkyButler.Queries.Sql;

/// <summary>
/// Overlaps on the sky as conditions: the database is given what overlaps, as rows of keys or ranges of pixels. Where a record has no
/// region the condition is unknown.
/// </summary>
internal sealed class OverlapText(QueryPlan plan, ColumnText columns, SqlParameters parameters)
{
    // So few ranges are tried one by one; then so many pixels are listed.
    private const int FewRanges = 16;
    private const int MostListed = 200_000;

    public string Write(Predicate.Overlaps overlap)
    {
        var elements = overlap.Elements();
        if (plan.Tested.TryGetValue(overlap, out var rows))
            return Known(elements, Among(rows.Dimensions, plan.RowsOf(rows)));
        return elements switch
        {
            [var pixel] => Ranges(columns.Key(pixel.Name), PixelConditions.Envelope(pixel, overlap.Literal()!)),
            [{ HasTable: true } element, var common] => Stored(element, common),
            [var common, { HasTable: true } element] => Stored(element, common),
            [var a, var b] => a.SkyPixLevel >= b.SkyPixLevel ? Nested(a, b) : Nested(b, a),
            _ => throw new InvalidOperationException($"No SQL for {overlap}."),
        };
    }

    /// <summary>The index of the pixel of a coarser level that holds one of a finer level.</summary>
    public static string Shifted(string index, int bits) => FormattableString.Invariant($"({index} >> {bits})");

    private string Among(IReadOnlyList<DimensionElement> dimensions, KeyRows rows) => rows.Count == 0
        ? "1 = 0"
        : $"{Keys(dimensions)} IN (SELECT {Positions(dimensions.Count)} FROM {parameters.Rows(rows)} AS overlapping)";

    private string Nested(DimensionElement finer, DimensionElement coarser) =>
        $"{Shifted(columns.Key(finer.Name), 2 * (finer.SkyPixLevel - coarser.SkyPixLevel))} = {columns.Key(coarser.Name)}";

    private string Stored(DimensionElement element, DimensionElement common)
    {
        var required = string.Join(", ", element.Required.Select(r => columns.Quote(r.Name)));
        return Known(
            [element],
            $"{Keys([.. element.Required, common])} IN (SELECT {required}, skypix_index FROM {columns.Quote(OverlapTables.Name(element))} "
            + $"WHERE skypix_system = {parameters.Value(common.SkyPixSystem!.Name)} AND skypix_level = {parameters.Value((long)common.SkyPixLevel)})");
    }

    private string Ranges(string index, RangeSet ranges)
    {
        if (ranges.IsEmpty)
            return "1 = 0";
        if (ranges.Ranges.Count <= FewRanges)
            return "(" + string.Join(" OR ", ranges.Ranges.Select(r => $"{index} BETWEEN {parameters.Value((long)r.Begin)} AND {parameters.Value((long)(r.End - 1))}")) + ")";
        if (ranges.Count <= MostListed)
            return $"{index} IN {parameters.List(ranges.Values.Select(v => (object)(long)v))}";
        return $"EXISTS (SELECT 1 FROM {parameters.Rows(RangeRows(ranges))} AS r WHERE {index} BETWEEN r.c0 AND r.c1)";
    }

    /// <summary>First and last integers of ranges as rows.</summary>
    public static KeyRows RangeRows(RangeSet ranges)
    {
        var rows = new KeyRows(2);
        foreach (var (begin, end) in ranges.Ranges)
            rows.Begin().Add((long)begin).Add(unchecked((long)(end - 1))).End();
        return rows;
    }

    private string Known(IEnumerable<DimensionElement> elements, string condition)
    {
        var nulls = string.Join(" OR ", elements.Where(e => e.HasTable).Select(e => $"{columns.Value(Region(e))} IS NULL"));
        return $"(CASE WHEN {nulls} THEN NULL ELSE {condition} END)";
    }

    private static QueryColumn.Field Region(DimensionElement element) => new(element, element.Schema.Fields[element.Schema.RegionIndex]);

    private string Keys(IReadOnlyList<DimensionElement> dimensions) => $"({string.Join(", ", dimensions.Select(d => columns.Key(d.Name)))})";

    private static string Positions(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"c{i}")));
}
