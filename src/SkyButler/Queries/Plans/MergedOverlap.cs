using SkyButler.Dimensions;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans.Joins;

namespace SkyButler.Queries.Plans;

/// <summary>
/// Another way to join two elements on the sky: the pixels and regions of either side are read once and brought together here, where the
/// database would make every pair of records in a pixel, drop the repeated ones, and hand out all for a test that few pass.
/// </summary>
internal sealed class MergedOverlap
{
    private MergedOverlap(QueryPlan plan, Source.Pixels left, Source.Pixels right)
    {
        Left = new Side(plan, left);
        Right = new Side(plan, right);
    }

    /// <summary>The records that come first in the order of the answer.</summary>
    public Side Left { get; }

    public Side Right { get; }

    /// <summary>The other way for a plan; null where it asks for more than the keys of two elements that overlap.</summary>
    public static MergedOverlap? For(QueryPlan plan)
    {
        if (plan is not { Sources: [Source.Pixels { Ranges: null, PixelKey: { } key } left, Source.Pixels { Ranges: null } right], RegionTests: [{ Right: not null }] })
            return null;
        if (right.PixelKey != key || plan.Rows == RowRule.FirstFound || plan.Question.OrderBy.Count > 0 || plan.Computed.Count > 0 || plan.ReadsTables)
            return null;
        var sides = new[] { left.Definition, right.Definition };
        return !sides[0].Required.Intersect(sides[1].Required).Any()
            && plan.Columns.All(c => c is QueryColumn.Key)
            && plan.Conditions.All(c => c.Columns().Any() && sides.Any(s => IsAbout(c, s)))
            ? new MergedOverlap(plan, left, right)
            : null;
    }

    private static bool IsAbout(Predicate condition, DimensionElement element) =>
        condition.Columns().All(column => column is QueryColumn.Key key && element.Required.Contains(key.Dimension));

    /// <summary>What must be read of one of the elements.</summary>
    internal sealed class Side
    {
        public Side(QueryPlan plan, Source.Pixels pixels)
        {
            Element = pixels.Definition;
            var keys = Element.Required.Select(d => new QueryColumn.Key(d)).ToList();
            var common = Element.Universe.CommonSkyPix;
            var conditions = plan.Conditions.Where(c => IsAbout(c, Element)).ToList();
            Pixels = Read(plan, new Source.Pixels(pixels.Alias, Element, common.Name, null), [.. keys, new QueryColumn.Key(common)], conditions);
            Regions = Read(
                plan,
                new Source.Element(Element.Name, Element),
                [.. keys, new QueryColumn.Field(Element, Element.Schema.Fields[Element.Schema.RegionIndex])],
                conditions);
        }

        public DimensionElement Element { get; }

        /// <summary>Keys of records, and the common pixels that they touch.</summary>
        public QueryPlan Pixels { get; }

        /// <summary>Keys of records, and their regions.</summary>
        public QueryPlan Regions { get; }

        private static QueryPlan Read(QueryPlan plan, Source source, IReadOnlyList<QueryColumn> columns, IReadOnlyList<Predicate> conditions) => new()
        {
            Question = plan.Question with { Limit = null, Offset = 0 },
            Sources = [source],
            Conditions = conditions,
            Columns = columns,
            Rows = RowRule.All,
        };
    }
}
