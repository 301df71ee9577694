using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;

namespace SkyButler.Instruments.SkyMaps.Tracts;

/// <summary>How large a tract is in pixels, how many patches it has, and where its reference pixel is.</summary>
/// <param name="PatchCount">Patches in x and y.</param>
/// <param name="Size">Columns and rows.</param>
/// <param name="Reference">The pixel where the projection touches the sky.</param>
internal readonly record struct TractPlan(Extent2I PatchCount, Extent2I Size, Point2I Reference)
{
    // The overlap is asked for around each vertex, at so many places.
    private const int PointsAroundVertex = 24;
    private const int Turn = 360;
    private const int QuarterTurn = 90;
    private const long MostPixels = 1 << 30;
    private const long MostPatches = 1 << 24;

    /// <summary>Lays a tract out: its box holds what it must, in whole patches, and begins at 0.</summary>
    /// <exception cref="SkyMapException">The projection does not reach, or the tract is too large.</exception>
    public static TractPlan Make(SkyMapSettings settings, TractShape shape, int tract)
    {
        var points = Points(settings, shape).ToList();
        var (x, y) = (new double[points.Count], new double[points.Count]);
        using (var wcs = TractProjection.Make(settings, shape.Reference, 0, 0))
            wcs.SkyToPixel([.. points.Select(p => p.Longitude)], [.. points.Select(p => p.Latitude)], x, y);
        if (!x.Concat(y).All(double.IsFinite))
            throw new SkyMapException($"Tract {tract} reaches beyond the half of the sky that its projection {settings.Projection} shows; choose more and smaller tracts, or another projection such as STG.");
        var inner = PatchGrid.InnerSize(settings);
        var (countX, startX) = Axis(x.Min(), x.Max(), inner.Width, tract);
        var (countY, startY) = Axis(y.Min(), y.Max(), inner.Height, tract);
        if ((long)countX * countY > MostPatches)
            throw new SkyMapException($"Tract {tract} would have {countX} x {countY} patches, and tracts have at most {MostPatches}; choose larger patches, or more and smaller tracts.");
        return new(new(countX, countY), new(countX * inner.Width, countY * inner.Height), new(-startX, -startY));
    }

    private static IEnumerable<SkyPosition> Points(SkyMapSettings settings, TractShape shape)
    {
        if (shape.HalfSide is { } half)
            return Enumerable.Range(0, Turn / QuarterTurn).Select(i => Sphere.Offset(shape.Centre, i * QuarterTurn, half + settings.TractOverlap));
        return settings.TractOverlap == 0
            ? shape.Vertices
            : shape.Vertices.SelectMany(vertex => Enumerable.Range(0, PointsAroundVertex)
                .Select(i => Sphere.Offset(vertex, i * (Turn / PointsAroundVertex), settings.TractOverlap / 2)));
    }

    // Whole pixels around the range, then whole patches, with as much added before as after.
    private static (int Count, int Start) Axis(double low, double high, int inner, int tract)
    {
        if (high - low >= MostPixels)
            throw new SkyMapException($"Tract {tract} would be {high - low:0} pixels wide, and tracts have at most {MostPixels}; choose larger pixels, or more and smaller tracts.");
        var (first, last) = ((int)Math.Floor(low + 0.5), (int)Math.Ceiling(high - 0.5));
        var size = last - first + 1;
        var count = (size + inner - 1) / inner;
        return (count, first - (((count * inner) - size) / 2));
    }
}
