namespace SkyButler.Geometry.Vectors;

/// <summary>The box around a polygon. Which pixels a stored box covers depends on its bits.</summary>
internal static class PolygonBounds
{
    // About a tenth of a milliarcsecond: more than any error of a vertex' longitude and latitude.
    private const double Padding = 5e-10;

    private static readonly UnitVector3 NorthPole = UnitVector3.FromNormalized(0, 0, 1);

    public static Box BoxOf(ReadOnlySpan<UnitVector3> vertices, ReadOnlySpan<Arc> edges)
    {
        var longitude = LongitudeInterval.Empty;
        var latitude = LatitudeInterval.Empty;
        for (var i = 0; i < vertices.Length; i++)
        {
            var corner = Box.FromCenter(vertices[i].ToLonLat(), Padding, Padding);
            longitude = longitude.Union(corner.Longitude);
            latitude = latitude.Union(corner.Latitude).Union(Extreme(edges[i]));
        }
        if (ConvexPolygon.Contains(vertices, NorthPole))
            (longitude, latitude) = (LongitudeInterval.Full, latitude.Union(new LatitudeInterval(Angles.HalfPi, Angles.HalfPi)));
        if (ConvexPolygon.Contains(vertices, -NorthPole))
            (longitude, latitude) = (LongitudeInterval.Full, latitude.Union(new LatitudeInterval(-Angles.HalfPi, -Angles.HalfPi)));
        return new Box(longitude, latitude);
    }

    // The highest or lowest point of the edge's great circle, if the edge goes through it.
    private static LatitudeInterval Extreme(Arc edge)
    {
        var normal = edge.Normal;
        var highest = new Vector3(-normal.X * normal.Z, -normal.Y * normal.Z, (normal.X * normal.X) + (normal.Y * normal.Y));
        if (highest.SquaredLength == 0)
            return LatitudeInterval.Empty;
        if (!edge.IsAlongside(highest))
            highest = -highest;
        if (!edge.IsAlongside(highest))
            return LatitudeInterval.Empty;
        var latitude = Angles.LatitudeOf(highest);
        return new LatitudeInterval(latitude - Padding, latitude + Padding);
    }
}
