using System.Globalization;

namespace SkyButler.Dimensions.Times;

/// <summary>
/// A half-open range [begin, end) of instants, each in nanoseconds TAI since 1970-01-01T00:00:00 TAI.
/// Unbounded ends are the sentinels <see cref="MinNanoseconds"/> and <see cref="MaxNanoseconds"/>; the empty range is (max, min).
/// </summary>
public readonly record struct Timespan
{
    /// <summary>Earliest instant, standing for "no beginning".</summary>
    public const long MinNanoseconds = 0;

    /// <summary>Latest instant, 2100-01-01 TAI, standing for "no end".</summary>
    public const long MaxNanoseconds = 4_102_444_800_000_000_000;

    private Timespan(long begin, long end)
    {
        BeginNanoseconds = begin;
        EndNanoseconds = end;
    }

    /// <summary>All of time.</summary>
    public static Timespan Unbounded { get; } = new(MinNanoseconds, MaxNanoseconds);

    /// <summary>No time at all.</summary>
    public static Timespan Empty { get; } = new(MaxNanoseconds, MinNanoseconds);

    /// <summary>First instant, TAI nanoseconds.</summary>
    public long BeginNanoseconds { get; }

    /// <summary>First instant after the range, TAI nanoseconds.</summary>
    public long EndNanoseconds { get; }

    /// <summary>True for the empty range.</summary>
    public bool IsEmpty => BeginNanoseconds >= EndNanoseconds;

    /// <summary>True where there is no beginning.</summary>
    public bool IsBeginUnbounded => BeginNanoseconds == MinNanoseconds;

    /// <summary>True where there is no end.</summary>
    public bool IsEndUnbounded => EndNanoseconds == MaxNanoseconds;

    /// <summary>
    /// A range between two instants in TAI nanoseconds; null means unbounded. Instants outside the representable
    /// range are clamped; two equal instants make a range of one nanosecond; an end before its beginning makes the empty range.
    /// </summary>
    /// <exception cref="DimensionException">Both instants are the same sentinel.</exception>
    public static Timespan Between(long? begin, long? end)
    {
        var b = Math.Clamp(begin ?? MinNanoseconds, MinNanoseconds, MaxNanoseconds);
        var e = Math.Clamp(end ?? MaxNanoseconds, MinNanoseconds, MaxNanoseconds);
        if (b == e)
        {
            if (b is MinNanoseconds or MaxNanoseconds)
                throw new DimensionException("A timespan can't begin and end at the limit of representable time.");
            e++;
        }

        return b < e ? new Timespan(b, e) : Empty;
    }

    /// <summary>The range as a database holds it; any pair whose begin is not before its end is the empty range.</summary>
    public static Timespan FromStored(long begin, long end) => begin < end ? new Timespan(begin, end) : Empty;

    /// <summary>The one nanosecond that begins at an instant.</summary>
    public static Timespan At(long instant) => Between(instant, instant);

    /// <summary>Whether the two share an instant.</summary>
    public bool Overlaps(Timespan other) => EndNanoseconds > other.BeginNanoseconds && other.EndNanoseconds > BeginNanoseconds;

    /// <summary>Whether all of the other lies in this one.</summary>
    public bool Contains(Timespan other) => BeginNanoseconds <= other.BeginNanoseconds && EndNanoseconds >= other.EndNanoseconds;

    /// <summary>Whether an instant lies in this range.</summary>
    public bool Contains(long instant) => BeginNanoseconds <= instant && EndNanoseconds > instant;

    /// <summary>What both have in common.</summary>
    public Timespan Intersection(Timespan other) => FromStored(
        Math.Max(BeginNanoseconds, other.BeginNanoseconds), Math.Min(EndNanoseconds, other.EndNanoseconds));

    /// <summary>What is left of this range without the other: none, one or two ranges.</summary>
    public IReadOnlyList<Timespan> Difference(Timespan other)
    {
        if (IsEmpty)
            return [];
        var cut = Intersection(other);
        if (cut.IsEmpty)
            return [this];
        var rest = new List<Timespan>(2);
        if (BeginNanoseconds < cut.BeginNanoseconds)
            rest.Add(new Timespan(BeginNanoseconds, cut.BeginNanoseconds));
        if (cut.EndNanoseconds < EndNanoseconds)
            rest.Add(new Timespan(cut.EndNanoseconds, EndNanoseconds));
        return rest;
    }

    /// <summary>The range with ISO times in TAI, such as <c>[2024-01-10T19:04:00, ∞)</c>.</summary>
    public override string ToString()
    {
        if (IsEmpty)
            return "(empty)";
        var begin = IsBeginUnbounded ? "(-∞" : "[" + TaiTime.ToIso(BeginNanoseconds);
        var end = IsEndUnbounded ? "∞" : TaiTime.ToIso(EndNanoseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{begin}, {end})");
    }
}
