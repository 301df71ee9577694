using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry;

/// <summary>A point of the unit sphere: x towards (0°, 0°), y towards (90°, 0°), z towards the north pole.</summary>
public readonly record struct UnitVector3
{
    private UnitVector3(double x, double y, double z) => (X, Y, Z) = (x, y, z);

    /// <summary>Component towards longitude 0°, latitude 0°.</summary>
    public double X { get; }

    /// <summary>Component towards longitude 90°, latitude 0°.</summary>
    public double Y { get; }

    /// <summary>Component towards the north pole.</summary>
    public double Z { get; }

    /// <summary>The opposite point.</summary>
    public static UnitVector3 operator -(UnitVector3 vector) => new(-vector.X, -vector.Y, -vector.Z);

    /// <summary>The direction of any vector, brought to unit length.</summary>
    /// <exception cref="GeometryException">The vector is zero or not finite.</exception>
    public static UnitVector3 FromComponents(double x, double y, double z)
    {
        var largest = Math.Max(Math.Abs(x), Math.Max(Math.Abs(y), Math.Abs(z)));
        if (!(largest > 0) || !double.IsFinite(largest))
            throw new GeometryException($"({x}, {y}, {z}) has no direction: give three finite components that are not all zero");
        // Dividing by the largest component first keeps the squares from overflowing or vanishing.
        var scaled = new Vector3(x / largest, y / largest, z / largest);
        var length = Math.Sqrt(scaled.SquaredLength);
        return new UnitVector3(scaled.X / length, scaled.Y / length, scaled.Z / length);
    }

    /// <summary>Takes components as they are, for vectors that were unit vectors when they were stored.</summary>
    public static UnitVector3 FromNormalized(double x, double y, double z) => new(x, y, z);

    /// <summary>The point at a position. Not normalised again, so that the bits agree with stored regions.</summary>
    public static UnitVector3 FromLonLat(LonLat position)
    {
        var (sinLongitude, cosLongitude) = (Math.Sin(position.Longitude), Math.Cos(position.Longitude));
        var (sinLatitude, cosLatitude) = (Math.Sin(position.Latitude), Math.Cos(position.Latitude));
        return new UnitVector3(cosLongitude * cosLatitude, sinLongitude * cosLatitude, sinLatitude);
    }

    /// <summary>Longitude and latitude of this point; the longitude of a pole is 0.</summary>
    public LonLat ToLonLat() => new(Angles.LongitudeOf(this), Angles.LatitudeOf(this));

    /// <summary>Angle to another point, radians in [0, π], accurate for near and for opposite points too.</summary>
    public double AngleTo(UnitVector3 other)
    {
        Vector3 a = this, b = other;
        return a == b ? 0 : Math.Atan2(Math.Sqrt(a.Cross(b).SquaredLength), a.Dot(b));
    }

    internal static UnitVector3 FromVector(Vector3 vector) => FromComponents(vector.X, vector.Y, vector.Z);
}
