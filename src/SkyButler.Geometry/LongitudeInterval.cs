using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry;

/// <summary>
/// A closed interval of longitudes in radians within [0, 2π], going eastwards from its start to its end: through 0 if the start
/// is the larger. Ends that are not numbers make it empty.
/// </summary>
/// <param name="Start">Western end.</param>
/// <param name="End">Eastern end.</param>
public readonly record struct LongitudeInterval(double Start, double End)
{
    // The sign bit that .NET sets in its own NaN is not set in stored regions.
    private static readonly double StoredNaN = BitConverter.Int64BitsToDouble(0x7ff8000000000000);

    /// <summary>No longitude.</summary>
    public static LongitudeInterval Empty => new(StoredNaN, StoredNaN);

    /// <summary>All longitudes.</summary>
    public static LongitudeInterval Full => new(0, Angles.TwoPi);

    /// <summary>True if no longitude is in the interval.</summary>
    public bool IsEmpty => double.IsNaN(Start) || double.IsNaN(End);

    /// <summary>True if every longitude is in the interval.</summary>
    public bool IsFull => Start == 0 && End == Angles.TwoPi;

    /// <summary>True if the interval goes through longitude 0.</summary>
    public bool Wraps => Start > End;

    /// <summary>Width in radians; 0 for an empty interval.</summary>
    public double Width => IsEmpty ? 0 : Wraps ? Angles.TwoPi - (Start - End) : End - Start;

    /// <summary>The longitude halfway, in [0, 2π].</summary>
    public double Center => Wraps ? Angles.Normalize((0.5 * (Start + End)) + Math.PI) : 0.5 * (Start + End);

    /// <summary>
    /// Makes an interval of two angles. Both within [0, 2π] are taken as they are; others must be in order, are brought into
    /// that range, and mean all longitudes if they are a full turn apart.
    /// </summary>
    /// <exception cref="GeometryException">The angles are infinite, or outside [0, 2π] and not in order.</exception>
    public static LongitudeInterval FromRadians(double start, double end)
    {
        if (double.IsNaN(start) || double.IsNaN(end))
            return new LongitudeInterval(start, end);
        if (InRange(start) && InRange(end))
            return new LongitudeInterval(start, end);
        if (double.IsInfinity(start) || double.IsInfinity(end) || start > end)
            throw new GeometryException($"Longitudes {start} to {end} radians are no interval: outside 0 to 2π, the first must not be larger");
        return end - start >= Angles.TwoPi ? Full : new LongitudeInterval(Angles.Normalize(start), Angles.Normalize(end));
    }

    /// <summary>Whether a longitude (in [0, 2π]) lies in the interval, ends included.</summary>
    public bool Contains(double longitude) =>
        Wraps ? longitude >= Start || longitude <= End : longitude >= Start && longitude <= End;

    internal bool Contains(LongitudeInterval other)
    {
        if (other.IsEmpty)
            return true;
        if (Wraps == other.Wraps)
            return other.Start >= Start && other.End <= End;
        return Wraps ? other.Start >= Start || other.End <= End : IsFull;
    }

    internal bool Intersects(LongitudeInterval other)
    {
        if (IsEmpty || other.IsEmpty)
            return false;
        if (Wraps && other.Wraps)
            return true;
        return Wraps || other.Wraps
            ? Start <= other.End || End >= other.Start
            : Start <= other.End && End >= other.Start;
    }

    /// <summary>
    /// The smallest interval that holds both, with one exception: when this one goes through 0 and holds another that does not,
    /// all longitudes are returned. The reference implementation does so, and overlap rows that it stored depend on it.
    /// </summary>
    internal LongitudeInterval Union(LongitudeInterval other)
    {
        if (other.IsEmpty || IsEmpty)
            return IsEmpty ? other : this;
        if (Contains(other.Start) && Contains(other.End))
            return Wraps == other.Wraps ? this : Full;
        if (Contains(other.Start))
            return new LongitudeInterval(Start, other.End);
        if (Contains(other.End))
            return new LongitudeInterval(other.Start, End);
        if (other.Contains(Start))
            return other;
        return Gap(other.End, Start) < Gap(End, other.Start)
            ? new LongitudeInterval(other.Start, End)
            : new LongitudeInterval(Start, other.End);
    }

    /// <summary>The smallest interval that holds all common longitudes (there may be two runs of them; then the narrower operand).</summary>
    internal LongitudeInterval Intersection(LongitudeInterval other)
    {
        if (!Intersects(other))
            return Empty;
        if (Contains(other) || other.Contains(this))
            return Contains(other) ? other : this;
        bool startInside = Contains(other.Start), endInside = Contains(other.End);
        if (startInside && endInside)
            return Width <= other.Width ? this : other;
        return startInside ? new LongitudeInterval(other.Start, End) : new LongitudeInterval(Start, other.End);
    }

    internal LongitudeInterval Dilated(double reach)
    {
        if (IsEmpty)
            return this;
        return Width + (2 * reach) >= Angles.TwoPi
            ? Full
            : new LongitudeInterval(Angles.Normalize(Start - reach), Angles.Normalize(End + reach));
    }

    private static bool InRange(double longitude) => longitude is >= 0 and <= Angles.TwoPi;

    private static double Gap(double from, double to) => to >= from ? to - from : to - from + Angles.TwoPi;
}
