using SkyButler.Dimensions;
using SkyButler.Geometry;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Syntax;

namespace SkyButler.Queries.Plans.Joins;

/// <summary>What conditions say of sky pixels without any table's help.</summary>
internal static class PixelConditions
{
    /// <summary>More ranges than this are joined to fewer, somewhat wider ones, and what is found is tested afterwards.</summary>
    public const int MostRanges = 4096;

    // More pixels than all those of level 7 that a great circle crosses.
    private const int MostOnBorder = 1000;

    // A range of so many integers is better left to the database than unrolled.
    private const long MostOfRange = 1_000_000;

    /// <summary>The elements whose regions an overlap is about: one where the other region is given.</summary>
    public static IReadOnlyList<DimensionElement> Elements(this Predicate.Overlaps overlap) =>
        [.. overlap.Columns().OfType<QueryColumn.Field>().Select(f => f.Element)];

    /// <summary>The region with which an overlap compares a column; null where it compares two columns.</summary>
    public static Region? Literal(this Predicate.Overlaps overlap) =>
        ((overlap.Left as Scalar.Literal ?? overlap.Right as Scalar.Literal)?.Value) as Region;

    /// <summary>Pixels that overlap a region, perhaps some more where there are very many of them on its border.</summary>
    public static RangeSet Envelope(DimensionElement pixel, Region region)
    {
        // A level at which few enough pixels lie on the border of a circle around the region; its pixels hold those that are wanted.
        var radius = Math.Min(region.BoundingCircle().OpeningAngle, Math.PI / 2);
        var level = pixel.SkyPixLevel;
        while (level > 0 && 2 * Math.PI * Math.Sin(radius) * (1 << level) > MostOnBorder)
            level--;
        return pixel.SkyPixSystem!.Pixelization(level).Envelope(region, MostRanges).Scale(1UL << (2 * (pixel.SkyPixLevel - level)));
    }

    /// <summary>Whether an envelope may have been widened, which leaves all its ends at multiples of four.</summary>
    public static bool MayBeWider(RangeSet envelope) => envelope.Ranges.All(r => r.Begin % 4 == 0 && r.End % 4 == 0);

    /// <summary>Pixels that a condition allows; null where it does not restrict the dimension, or not to a list.</summary>
    public static RangeSet? Allowed(Predicate clause, DimensionElement pixel) => clause switch
    {
        Predicate.Comparison { Operator: BinaryOperator.Equal, Left: var left, Right: Scalar.Literal { Value: long value } } when Is(left, pixel) => Of([value], pixel),
        Predicate.Comparison { Operator: BinaryOperator.Equal, Right: var right, Left: Scalar.Literal { Value: long value } } when Is(right, pixel) => Of([value], pixel),
        Predicate.InList list when Is(list.Operand, pixel) => Of(list.Items.Select(i => i.Value).OfType<long>(), pixel),
        Predicate.InRange range when Is(range.Operand, pixel) => Of(range, pixel),
        Predicate.Overlaps { IsSpatial: true } overlap when overlap.Elements() is [var only] && only == pixel => Envelope(pixel, overlap.Literal()!),
        Predicate.Or or => UnionOf(or, pixel),
        _ => null,
    };

    private static RangeSet? UnionOf(Predicate.Or or, DimensionElement pixel)
    {
        var sets = or.Operands.Select(o => Allowed(o, pixel)).ToList();
        return sets.Contains(null) ? null : RangeSet.UnionOf(sets.Select(s => s!));
    }

    private static RangeSet? Of(Predicate.InRange range, DimensionElement pixel)
    {
        if (range.Last < range.First || range.Last < 0)
            return RangeSet.Empty;
        if (range.Stride == 1)
            return Universe(pixel).Intersection(RangeSet.Of((ulong)Math.Max(range.First, 0), (ulong)range.Last + 1));
        var count = ((range.Last - range.First) / range.Stride) + 1;
        return count is > 0 and <= MostOfRange ? Of(Enumerable.Range(0, (int)count).Select(i => range.First + (i * range.Stride)), pixel) : null;
    }

    private static RangeSet Of(IEnumerable<long> values, DimensionElement pixel) =>
        Universe(pixel).Intersection(RangeSet.FromValues(values.Where(v => v >= 0).Select(v => (ulong)v)));

    private static RangeSet Universe(DimensionElement pixel) => pixel.SkyPixSystem!.Pixelization(pixel.SkyPixLevel).Universe;

    private static bool Is(Scalar scalar, DimensionElement pixel) => scalar is Scalar.Reference { Column: QueryColumn.Key key } && key.Dimension == pixel;
}
