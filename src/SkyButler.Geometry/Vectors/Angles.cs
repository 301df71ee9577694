namespace SkyButler.Geometry.Vectors;

/// <summary>Angles in radians and squared chords (the squared straight distance between two points of the unit sphere).</summary>
internal static class Angles
{
    public const double HalfPi = Math.PI / 2;
    public const double TwoPi = Math.PI * 2;

    /// <summary>Largest error of an angle that was computed by an arc sine, radians.</summary>
    public const double ArcSineError = 1.5e-8;

    /// <summary>Largest error of a squared chord between unit vectors.</summary>
    public const double SquaredChordError = 2.5e-15;

    private const double RadiansPerDegree = Math.PI / 180;

    public static double ToRadians(double degrees) => degrees * RadiansPerDegree;

    public static double ToDegrees(double radians) => radians * (180 / Math.PI);

    /// <summary>Brings an angle into [0, 2π]; 2π itself stays, because a full interval needs it as its end.</summary>
    public static double Normalize(double angle) => angle switch
    {
        < 0 => (angle % TwoPi) + TwoPi,
        > TwoPi => angle % TwoPi,
        _ => angle,
    };

    public static double LongitudeOf(Vector3 vector)
    {
        if (vector.X == 0 && vector.Y == 0)
            return 0;
        var longitude = Math.Atan2(vector.Y, vector.X);
        return longitude < 0 ? longitude + TwoPi : longitude;
    }

    public static double LatitudeOf(Vector3 vector)
    {
        if (vector == default)
            return 0;
        var latitude = Math.Atan2(vector.Z, Math.Sqrt((vector.X * vector.X) + (vector.Y * vector.Y)));
        return Math.Clamp(latitude, -HalfPi, HalfPi);
    }

    public static double SquaredChord(double angle)
    {
        if (angle < 0)
            return -1;
        if (angle >= Math.PI)
            return 4;
        var half = Math.Sin(0.5 * angle);
        return half * half * 4;
    }

    public static double FromSquaredChord(double squaredChord) => squaredChord switch
    {
        < 0 => -1,
        >= 4 => Math.PI,
        _ => 2 * Math.Asin(Math.Sqrt(squaredChord) * 0.5),
    };

    /// <summary>How far in longitude a circle of a given radius reaches when its centre lies at a given latitude.</summary>
    public static double LongitudeReach(double radius, double latitude)
    {
        if (radius <= 0)
            return 0;
        if (Math.Abs(latitude) + radius >= HalfPi)
            return Math.PI;
        var ratio = Math.Abs(Math.Sin(radius) / Math.Cos(latitude));
        return ratio >= 1 ? HalfPi : Math.Asin(ratio);
    }
}
