using SkyButler.Geometry.Encoding;
using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry;

/// <summary>All points whose longitude and latitude lie in two intervals.</summary>
public sealed class Box : Region
{
    /// <summary>Makes a box; latitudes are cut at the poles, and the box is empty if one of the intervals is.</summary>
    public Box(LongitudeInterval longitude, LatitudeInterval latitude)
    {
        var clipped = latitude.IsEmpty ? latitude : latitude.Intersection(LatitudeInterval.Full);
        if (longitude.IsEmpty && !clipped.IsEmpty)
            clipped = LatitudeInterval.Empty;
        Latitude = clipped;
        Longitude = clipped.IsEmpty && !longitude.IsEmpty ? LongitudeInterval.Empty : longitude;
    }

    /// <summary>Makes the box between two corners, going eastwards and northwards from the first.</summary>
    public Box(LonLat southWest, LonLat northEast)
        : this(
            LongitudeInterval.FromRadians(southWest.Longitude, northEast.Longitude),
            new LatitudeInterval(southWest.Latitude, northEast.Latitude))
    {
    }

    /// <summary>The box of no point.</summary>
    public static Box Empty { get; } = new(LongitudeInterval.Empty, LatitudeInterval.Empty);

    /// <summary>The whole sphere.</summary>
    public static Box Full { get; } = new(LongitudeInterval.Full, LatitudeInterval.Full);

    /// <summary>Longitudes of the box.</summary>
    public LongitudeInterval Longitude { get; }

    /// <summary>Latitudes of the box.</summary>
    public LatitudeInterval Latitude { get; }

    /// <summary>True if no point is in the box.</summary>
    public bool IsEmpty => Latitude.IsEmpty;

    /// <summary>True if every point is in the box.</summary>
    public bool IsFull => Longitude.IsFull && Latitude.Contains(LatitudeInterval.Full);

    internal override int EncodedLength => 33;

    internal override bool CountsAsEmpty => IsEmpty;

    /// <summary>Makes the box around a position, given half of its width and half of its height in radians.</summary>
    public static Box FromCenter(LonLat center, double halfWidth, double halfHeight)
    {
        if (!(halfWidth >= 0) || !(halfHeight >= 0))
            return Empty;
        return new Box(
            LongitudeInterval.FromRadians(center.Longitude - halfWidth, center.Longitude + halfWidth),
            new LatitudeInterval(center.Latitude - halfHeight, center.Latitude + halfHeight));
    }

    /// <summary>Whether a position lies in the box or on its boundary.</summary>
    public bool Contains(LonLat position) => Latitude.Contains(position.Latitude) && Longitude.Contains(position.Longitude);

    /// <inheritdoc/>
    public override bool Contains(UnitVector3 point) => Contains(point.ToLonLat());

    /// <summary>A box that holds every point within an angle (radians) of this one.</summary>
    public Box Dilated(double radius)
    {
        if (IsEmpty || IsFull || !(radius > 0))
            return this;
        var highest = Math.Max(Math.Abs(Latitude.Start), Math.Abs(Latitude.End));
        return new Box(Longitude.Dilated(Angles.LongitudeReach(radius, highest)), Latitude.Dilated(radius));
    }

    /// <inheritdoc/>
    public override Circle BoundingCircle()
    {
        if (IsEmpty || IsFull)
            return IsEmpty ? Circle.Empty : Circle.Full;
        if (Longitude.Width > Math.PI)
            return BoundingCap();
        // Up to half a turn wide, no point is farther from the middle than a corner.
        var center = new LonLat(Longitude.Center, Latitude.Center).ToVector();
        var radius = Math.Max(
            center.AngleTo(new LonLat(Longitude.Start, Latitude.Start).ToVector()),
            center.AngleTo(new LonLat(Longitude.Start, Latitude.End).ToVector()));
        return new Circle(center, radius + (4 * Angles.ArcSineError));
    }

    /// <inheritdoc/>
    public override Box BoundingBox() => this;

    /// <inheritdoc/>
    public override bool Equals(Region? other) => other is Box box
        && ((IsEmpty && box.IsEmpty) || (Longitude == box.Longitude && Latitude == box.Latitude));

    /// <inheritdoc/>
    public override int GetHashCode() => IsEmpty ? 0 : HashCode.Combine(Longitude, Latitude);

    internal override int EncodeTo(Span<byte> target)
    {
        var writer = new RegionWriter(target, RegionCode.Box);
        writer.Write(Longitude.Start);
        writer.Write(Longitude.End);
        writer.Write(Latitude.Start);
        writer.Write(Latitude.End);
        return writer.Length;
    }

    internal Box Union(Box other)
    {
        if (IsEmpty || other.IsEmpty)
            return IsEmpty ? other : this;
        return new Box(Longitude.Union(other.Longitude), Latitude.Union(other.Latitude));
    }

    internal Box Intersection(Box other) => new(Longitude.Intersection(other.Longitude), Latitude.Intersection(other.Latitude));

    private Circle BoundingCap()
    {
        var fromNorth = Angles.HalfPi - Latitude.Start;
        var fromSouth = Latitude.End + Angles.HalfPi;
        var pole = UnitVector3.FromNormalized(0, 0, fromNorth <= fromSouth ? 1 : -1);
        return new Circle(pole, Math.Min(fromNorth, fromSouth) + (4 * Angles.ArcSineError));
    }
}
