using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry;

/// <summary>A closed interval of latitudes in radians; empty if its start is above its end.</summary>
/// <param name="Start">Southern end.</param>
/// <param name="End">Northern end.</param>
public readonly record struct LatitudeInterval(double Start, double End)
{
    /// <summary>No latitude.</summary>
    public static LatitudeInterval Empty => new(1, 0);

    /// <summary>From pole to pole.</summary>
    public static LatitudeInterval Full => new(-Angles.HalfPi, Angles.HalfPi);

    /// <summary>True if no latitude is in the interval; bounds that are not numbers count as empty.</summary>
    public bool IsEmpty => !(Start <= End);

    /// <summary>The latitude halfway.</summary>
    public double Center => 0.5 * (Start + End);

    /// <summary>Whether a latitude lies in the interval, ends included.</summary>
    public bool Contains(double latitude) => latitude >= Start && latitude <= End;

    internal bool Contains(LatitudeInterval other) => other.IsEmpty || (other.Start >= Start && other.End <= End);

    internal bool Intersects(LatitudeInterval other) =>
        !IsEmpty && !other.IsEmpty && Start <= other.End && End >= other.Start;

    internal LatitudeInterval Union(LatitudeInterval other) =>
        IsEmpty ? other : other.IsEmpty ? this : new(Math.Min(Start, other.Start), Math.Max(End, other.End));

    internal LatitudeInterval Intersection(LatitudeInterval other) =>
        IsEmpty || other.IsEmpty ? Empty : new(Math.Max(Start, other.Start), Math.Min(End, other.End));

    internal LatitudeInterval Dilated(double radius) => IsEmpty ? this : new(Start - radius, End + radius);
}
