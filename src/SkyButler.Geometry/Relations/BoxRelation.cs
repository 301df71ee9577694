using SkyButler.Geometry.Vectors;
using static SkyButler.Geometry.Relationship;

namespace SkyButler.Geometry.Relations;

/// <summary>Boxes to circles and one another.</summary>
internal static class BoxRelation
{
    public static Relationship Of(Box first, Box second)
    {
        if (first.IsEmpty || second.IsEmpty)
            return Extremes.Decide(first.IsEmpty, firstFull: false, second.IsEmpty, secondFull: false)!.Value;
        if (!first.Longitude.Intersects(second.Longitude) || !first.Latitude.Intersects(second.Latitude))
            return Disjoint;
        return (Holds(first, second) ? Contains : Intersects) | (Holds(second, first) ? Within : Intersects);
    }

    public static Relationship Of(Box box, Circle circle)
    {
        if (Extremes.Decide(box.IsEmpty, box.IsFull, circle.IsEmpty, circle.IsFull) is { } decided)
            return decided;
        return Boundary(box, circle.Center).Relate(box, circle);
    }

    private static bool Holds(Box outer, Box inner) =>
        outer.Longitude.Contains(inner.Longitude) && outer.Latitude.Contains(inner.Latitude);

    private static BoundaryDistance Boundary(Box box, UnitVector3 center)
    {
        var boundary = BoundaryDistance.None;
        // A box of all longitudes has no meridians as its sides, nor a side at a pole that it reaches.
        var full = box.Longitude.IsFull;
        if (!full || box.Latitude.Start > -Angles.HalfPi)
            boundary = AddParallel(boundary, box.Longitude, box.Latitude.Start, center);
        if (!full || box.Latitude.End < Angles.HalfPi)
            boundary = AddParallel(boundary, box.Longitude, box.Latitude.End, center);
        if (full)
            return boundary;
        boundary = AddMeridian(boundary, box.Longitude.Start, box.Latitude, center);
        return AddMeridian(boundary, box.Longitude.End, box.Latitude, center);
    }

    private static BoundaryDistance AddMeridian(BoundaryDistance boundary, double longitude, LatitudeInterval latitude, Vector3 center)
    {
        // Two arcs, because from pole to pole the shorter one would not be defined.
        var middle = new LonLat(longitude, latitude.Center).ToVector();
        var south = new Arc(new LonLat(longitude, latitude.Start).ToVector(), middle);
        var north = new Arc(middle, new LonLat(longitude, latitude.End).ToVector());
        return boundary.Including(
            Math.Min(south.SquaredChordTo(center), north.SquaredChordTo(center)),
            4 - Math.Min(south.SquaredChordTo(-center), north.SquaredChordTo(-center)));
    }

    private static BoundaryDistance AddParallel(BoundaryDistance boundary, LongitudeInterval longitude, double latitude, Vector3 center)
    {
        // Along a parallel the distance grows from the centre's own longitude to the opposite one.
        var near = Angles.LongitudeOf(center);
        double[] candidates = [longitude.Start, longitude.End, near, Angles.Normalize(near + Math.PI)];
        foreach (var candidate in candidates)
        {
            if (longitude.Contains(candidate))
            {
                var distance = center.SquaredDistanceTo(new LonLat(candidate, latitude).ToVector());
                boundary = boundary.Including(distance, distance);
            }
        }
        return boundary;
    }
}
