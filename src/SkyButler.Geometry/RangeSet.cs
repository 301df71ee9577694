using SkyButler.Geometry.Ranges;

namespace SkyButler.Geometry;

/// <summary>
/// An ordered set of unsigned 64-bit integers, such as pixel indices, kept as half-open ranges that neither overlap nor touch.
/// Immutable. An end of 0 stands for 2⁶⁴.
/// </summary>
public sealed class RangeSet : IEquatable<RangeSet>
{
    // Ascending points where membership changes, from "not in the set" below 0. An odd number of them: the set runs to 2⁶⁴.
    private readonly ulong[] edges;

    internal RangeSet(ulong[] edges) => this.edges = edges;

    /// <summary>No integer.</summary>
    public static RangeSet Empty { get; } = new([]);

    /// <summary>All 2⁶⁴ integers.</summary>
    public static RangeSet Full { get; } = new([0]);

    /// <summary>The ranges in ascending order.</summary>
    public IReadOnlyList<(ulong Begin, ulong End)> Ranges => new RangeList(edges);

    /// <summary>How many integers are in the set.</summary>
    /// <exception cref="OverflowException">All 2⁶⁴ are, which is one more than can be told.</exception>
    public ulong Count
    {
        get
        {
            UInt128 count = 0;
            foreach (var (begin, end) in Ranges)
                count += unchecked(end - begin - 1) + UInt128.One;
            return checked((ulong)count);
        }
    }

    /// <summary>True if no integer is in the set.</summary>
    public bool IsEmpty => edges.Length == 0;

    /// <summary>Every integer of the set in ascending order, one at a time.</summary>
    public IEnumerable<ulong> Values
    {
        get
        {
            foreach (var (begin, end) in Ranges)
            {
                var last = unchecked(end - 1);
                for (var value = begin; value < last; value++)
                    yield return value;
                yield return last;
            }
        }
    }

    /// <summary>
    /// The integers from <paramref name="begin"/> up to, but without, <paramref name="end"/>. An end below the begin goes
    /// around through 2⁶⁴; equal ends mean all integers.
    /// </summary>
    public static RangeSet Of(ulong begin, ulong end)
    {
        if (begin == end)
            return Full;
        if (end == 0)
            return new RangeSet([begin]);
        return begin < end ? new RangeSet([begin, end]) : new RangeSet([0, end, begin]);
    }

    /// <summary>The integers of all ranges, which may be in any order and overlap; each as in <see cref="Of"/>.</summary>
    public static RangeSet FromRanges(IEnumerable<(ulong Begin, ulong End)> ranges) => RangeUnion.Of(ranges);

    /// <summary>The given integers, in any order.</summary>
    public static RangeSet FromValues(IEnumerable<ulong> values) => RangeUnion.Of(values.Select(value => (value, unchecked(value + 1))));

    /// <summary>The integers that are in any of the sets.</summary>
    public static RangeSet UnionOf(IEnumerable<RangeSet> sets) => RangeUnion.Of(sets.SelectMany(set => set.Ranges));

    /// <summary>Whether an integer is in the set.</summary>
    public bool Contains(ulong value)
    {
        var found = Array.BinarySearch(edges, value);
        var changes = found >= 0 ? found + 1 : ~found;
        return changes % 2 == 1;
    }

    /// <summary>Whether every integer of the other set is in this one.</summary>
    public bool Contains(RangeSet other) => other.Difference(this).IsEmpty;

    /// <summary>Whether the sets have a common integer.</summary>
    public bool Intersects(RangeSet other) => !Intersection(other).IsEmpty;

    /// <summary>The integers in this set or the other.</summary>
    public RangeSet Union(RangeSet other) => new(RangeMerge.Combine(edges, other.edges, (a, b) => a || b));

    /// <summary>The integers in both sets.</summary>
    public RangeSet Intersection(RangeSet other) => new(RangeMerge.Combine(edges, other.edges, (a, b) => a && b));

    /// <summary>The integers of this set that are not in the other.</summary>
    public RangeSet Difference(RangeSet other) => new(RangeMerge.Combine(edges, other.edges, (a, b) => a && !b));

    /// <summary>The integers in exactly one of both sets.</summary>
    public RangeSet SymmetricDifference(RangeSet other) => new(RangeMerge.Combine(edges, other.edges, (a, b) => a != b));

    /// <summary>The integers that are not in this set.</summary>
    public RangeSet Complement() => edges is [0, ..] ? new RangeSet(edges[1..]) : new RangeSet([0, .. edges]);

    /// <summary>Multiplies the ends of every range, as when each pixel is divided into that many.</summary>
    /// <exception cref="GeometryException">The factor is 0, or a product is too large.</exception>
    public RangeSet Scale(ulong factor)
    {
        if (factor == 0 || (edges.Length > 0 && edges[^1] > ulong.MaxValue / factor))
            throw new GeometryException($"A set of integers cannot be scaled by {factor}: the factor must be positive and all products below 2^64");
        return new RangeSet(Array.ConvertAll(edges, edge => edge * factor));
    }

    /// <summary>
    /// Widens every range to multiples of 2 to the given power, so that there are fewer of them. From power 64 on, all integers.
    /// </summary>
    public RangeSet Simplify(int power)
    {
        if (power <= 0 || IsEmpty)
            return this;
        if (power >= 64)
            return Full;
        var mask = (1UL << power) - 1;
        return FromRanges(Ranges.Select(range => (range.Begin & ~mask, unchecked((range.End + mask) & ~mask))));
    }

    /// <inheritdoc/>
    public bool Equals(RangeSet? other) => other is not null && edges.AsSpan().SequenceEqual(other.edges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RangeSet);

    /// <inheritdoc/>
    public override int GetHashCode() => edges.Aggregate(edges.Length, HashCode.Combine);

    /// <summary>The ranges as "[begin, end)", separated by commas.</summary>
    public override string ToString() =>
        $"{{{string.Join(", ", Ranges.Select(range => FormattableString.Invariant($"[{range.Begin}, {range.End})")))}}}";
}
