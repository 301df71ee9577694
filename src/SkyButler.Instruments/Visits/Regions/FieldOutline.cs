using SkyButler.Instruments.Cameras;

namespace SkyButler.Instruments.Visits.Regions;

/// <summary>The corners of a camera's detectors in its field, and those of them that bound the field: worked out once for all visits.</summary>
internal sealed class FieldOutline
{
    // Corners so near to the field's edge, in radians, may be vertices of its hull where rounding is otherwise.
    private const double NearEdge = 1e-7;

    /// <summary>Takes a camera's detectors.</summary>
    /// <param name="camera">Where they lie.</param>
    /// <param name="detectors">Numbers of those that count.</param>
    /// <param name="padding">How many pixels each has more on every side.</param>
    public FieldOutline(CameraGeometry camera, IReadOnlySet<int> detectors, int padding)
    {
        Detectors = [.. camera.Camera.Detectors.Where(detector => detectors.Contains(detector.Id)).Select(detector => (detector.Id, camera.Corners(detector, padding)))];
        Edge = EdgeOf([.. Detectors.SelectMany(detector => detector.Corners)]);
        FlipsX = camera.Projection.FlipsX;
    }

    /// <summary>Numbers and corners of detectors, in radians of the tangent plane.</summary>
    public IReadOnlyList<(int Id, IReadOnlyList<(double X, double Y)> Corners)> Detectors { get; }

    /// <summary>All corners that may be vertices of the field's hull.</summary>
    public IReadOnlyList<(double X, double Y)> Edge { get; }

    /// <summary>Whether the field's x grows to the east where its y grows to the north; else to the west.</summary>
    public bool FlipsX { get; }

    // Great circles are straight lines in the tangent plane, so that the hull there is the hull on the sky.
    private static List<(double X, double Y)> EdgeOf(List<(double X, double Y)> points)
    {
        var sorted = points.Distinct().Order().ToList();
        if (sorted.Count < 3)
            return sorted;
        List<(double X, double Y)> hull = [.. Half(sorted), .. Half(Enumerable.Reverse(sorted))];
        return [.. points.Where(point => Enumerable.Range(0, hull.Count).Any(i => Distance(hull[i], hull[(i + 1) % hull.Count], point) < NearEdge))];
    }

    // One side of the hull, without its last point (Andrew's monotone chain).
    private static List<(double X, double Y)> Half(IEnumerable<(double X, double Y)> points)
    {
        var chain = new List<(double X, double Y)>();
        foreach (var point in points)
        {
            while (chain.Count >= 2 && Cross(chain[^2], chain[^1], point) <= 0)
                chain.RemoveAt(chain.Count - 1);
            chain.Add(point);
        }

        chain.RemoveAt(chain.Count - 1);
        return chain;
    }

    private static double Distance((double X, double Y) from, (double X, double Y) to, (double X, double Y) point) =>
        Cross(from, to, point) / Math.Sqrt(((to.X - from.X) * (to.X - from.X)) + ((to.Y - from.Y) * (to.Y - from.Y)));

    private static double Cross((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) =>
        ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
