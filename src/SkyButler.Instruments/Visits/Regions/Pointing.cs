using SkyButler.Geometry;

namespace SkyButler.Instruments.Visits.Regions;

/// <summary>Where a camera looked: from its field's tangent plane to the sky.</summary>
internal readonly struct Pointing
{
    private readonly (double X, double Y, double Z) centre;
    private readonly (double X, double Y, double Z) alongX;
    private readonly (double X, double Y, double Z) alongY;

    /// <summary>Takes a boresight.</summary>
    /// <param name="rightAscension">Its right ascension, ICRS degrees.</param>
    /// <param name="declination">Its declination, degrees.</param>
    /// <param name="angle">The angle by which the field is turned, degrees.</param>
    /// <param name="flipsX">Whether the field's x grows to the east.</param>
    public Pointing(double rightAscension, double declination, double angle, bool flipsX)
    {
        var (sinLongitude, cosLongitude) = Math.SinCos(rightAscension * Math.PI / 180);
        var (sinLatitude, cosLatitude) = Math.SinCos(declination * Math.PI / 180);
        var (sin, cos) = Math.SinCos(angle * Math.PI / 180);
        centre = (cosLongitude * cosLatitude, sinLongitude * cosLatitude, sinLatitude);
        var east = (X: -sinLongitude, Y: cosLongitude, Z: 0.0);
        var north = (X: -cosLongitude * sinLatitude, Y: -sinLongitude * sinLatitude, Z: cosLatitude);
        var sign = flipsX ? 1 : -1;
        alongX = Sum(sign * cos, east, -sign * sin, north);
        alongY = Sum(sin, east, cos, north);
    }

    /// <summary>The direction of a point of the field, in radians of the tangent plane.</summary>
    public UnitVector3 At(double x, double y)
    {
        var offset = Sum(x, alongX, y, alongY);
        return UnitVector3.FromComponents(centre.X + offset.X, centre.Y + offset.Y, centre.Z + offset.Z);
    }

    private static (double X, double Y, double Z) Sum(double a, (double X, double Y, double Z) u, double b, (double X, double Y, double Z) v) =>
        ((a * u.X) + (b * v.X), (a * u.Y) + (b * v.Y), (a * u.Z) + (b * v.Z));
}
