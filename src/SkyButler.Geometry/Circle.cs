using SkyButler.Geometry.Encoding;
using SkyButler.Geometry.Relations;
using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry;

/// <summary>All points within an angle of a centre.</summary>
public sealed class Circle : Region
{
    /// <summary>Makes a circle from its centre and the angle from there to its edge, in radians; a negative angle makes it empty.</summary>
    public Circle(UnitVector3 center, double openingAngle)
        : this(center, Angles.SquaredChord(openingAngle), openingAngle)
    {
    }

    internal Circle(UnitVector3 center, double squaredChordLength, double openingAngle)
    {
        Center = center;
        SquaredChordLength = squaredChordLength;
        OpeningAngle = openingAngle;
    }

    /// <summary>The circle of no point.</summary>
    public static Circle Empty { get; } = new(UnitVector3.FromNormalized(0, 0, 1), -1, -1);

    /// <summary>The whole sphere.</summary>
    public static Circle Full { get; } = new(UnitVector3.FromNormalized(0, 0, 1), 4, Math.PI);

    /// <summary>The point in the middle.</summary>
    public UnitVector3 Center { get; }

    /// <summary>Square of the straight distance from the centre to the edge: 4·sin²(angle/2).</summary>
    public double SquaredChordLength { get; }

    /// <summary>Angle from the centre to the edge, radians.</summary>
    public double OpeningAngle { get; }

    /// <summary>True if no point is in the circle, also when its numbers are none.</summary>
    public bool IsEmpty => !(SquaredChordLength >= 0) || !double.IsFinite(Center.X + Center.Y + Center.Z);

    /// <summary>True if every point is in the circle.</summary>
    public bool IsFull => SquaredChordLength >= 4;

    internal override int EncodedLength => 41;

    internal override bool CountsAsEmpty => IsEmpty;

    /// <summary>Makes a circle from its centre and its <see cref="SquaredChordLength"/>.</summary>
    public static Circle FromSquaredChord(UnitVector3 center, double squaredChordLength) =>
        new(center, squaredChordLength, Angles.FromSquaredChord(squaredChordLength));

    /// <inheritdoc/>
    public override bool Contains(UnitVector3 point) => !IsEmpty && (IsFull || SquaredChordTo(point) <= SquaredChordLength);

    /// <inheritdoc/>
    public override Circle BoundingCircle() => this;

    /// <inheritdoc/>
    public override Box BoundingBox()
    {
        if (IsEmpty || IsFull)
            return IsEmpty ? Box.Empty : Box.Full;
        var center = Center.ToLonLat();
        var radius = OpeningAngle + (2 * Angles.ArcSineError);
        var reach = Angles.LongitudeReach(radius, center.Latitude) + Angles.ArcSineError;
        return Box.FromCenter(center, reach, radius);
    }

    /// <inheritdoc/>
    public override bool Equals(Region? other) => other is Circle circle
        && ((IsEmpty && circle.IsEmpty) || (IsFull && circle.IsFull)
            || (Center == circle.Center && SquaredChordLength.Equals(circle.SquaredChordLength)));

    /// <inheritdoc/>
    public override int GetHashCode() => IsEmpty ? 1 : IsFull ? 2 : HashCode.Combine(Center, SquaredChordLength);

    internal double SquaredChordTo(Vector3 point) => point.SquaredDistanceTo(Center);

    /// <summary>The smallest circle around two circles, or one slightly larger.</summary>
    internal Circle Union(Circle other)
    {
        var relation = CircleRelation.Of(this, other);
        if (relation.HasFlag(Relationship.Contains) || relation.HasFlag(Relationship.Within))
            return relation.HasFlag(Relationship.Contains) ? this : other;
        var radius = (0.5 * (Center.AngleTo(other.Center) + OpeningAngle + other.OpeningAngle)) + Angles.ArcSineError;
        Vector3 from = Center;
        var ahead = from.DoubledCross(other.Center).Cross(from);
        if (!(radius < Math.PI) || ahead.SquaredLength < Angles.SquaredChordError)
            return Full;
        // The new centre lies on the way from this centre to the other, where both far edges are equally distant.
        var step = radius - OpeningAngle;
        var center = (Math.Cos(step) * from) + (Math.Sin(step) * (Vector3)UnitVector3.FromVector(ahead));
        return new Circle(UnitVector3.FromVector(center), radius + Angles.ArcSineError);
    }

    internal override int EncodeTo(Span<byte> target)
    {
        var writer = new RegionWriter(target, RegionCode.Circle);
        writer.Write(Center);
        writer.Write(SquaredChordLength);
        writer.Write(OpeningAngle);
        return writer.Length;
    }
}
