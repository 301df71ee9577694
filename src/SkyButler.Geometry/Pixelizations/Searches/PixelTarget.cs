using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry.Pixelizations.Searches;

/// <summary>
/// A circle, box or polygon, prepared to be compared with many pixels. Most of those are far away, or much larger than the region and all around it:
/// the cap around the region shows that quickly, with a margin that is beyond any rounding, so that the exact relation would say the same.
/// </summary>
internal readonly ref struct PixelTarget
{
    private const double Margin = 1e-12;

    // More than that of a normal, which is computed from nearly equal corners, in the direction of the centre.
    private const double RoundingError = 1e-15;

    // Beyond about 84° the sine of a cap's radius says too little.
    private const double LargestCap = 1.8;
    private readonly Vector3 center;
    private readonly double reach;
    private readonly double angle;

    public PixelTarget(Region region)
    {
        Region = region;
        (center, var squaredChord) = region switch
        {
            ConvexPolygon { IsStrict: true } polygon => CapOf(polygon.Vertices.AsSpan()),
            // Circles count as touching what is nearer than the error of squared chords.
            Circle { IsEmpty: false } circle => (circle.Center, circle.SquaredChordLength + (4 * Angles.SquaredChordError)),
            _ => (default, double.NaN),
        };
        reach = squaredChord < LargestCap ? Math.Sqrt(squaredChord * (1 - (squaredChord / 4))) + Margin : double.NaN;
        angle = Math.Asin(Math.Min(1, reach));
    }

    /// <summary>The region.</summary>
    public Region Region { get; }

    /// <summary>
    /// What is shown of the cap and a pixel, given by the inner normals of its sides: Disjoint, Contains (the pixel holds the region,
    /// and its neighbours are apart from it), or neither.
    /// </summary>
    public Relationship RelateCap(ReadOnlySpan<Vector3> normals)
    {
        if (double.IsNaN(reach))
            return Relationship.Intersects;
        var holds = true;
        foreach (ref readonly var normal in normals)
        {
            var height = center.Dot(normal);
            var limit = (reach * Math.Sqrt(normal.SquaredLength)) + RoundingError;
            if (height < -limit)
                return Relationship.Disjoint;
            holds &= height > limit;
        }

        return holds ? Relationship.Contains : Relationship.Intersects;
    }

    /// <summary>Whether everything within an angle of a point is shown to be apart from the region. A chord is never longer than its angle.</summary>
    public bool IsFar(UnitVector3 point, double within) => center.SquaredDistanceTo(point) > (angle + within) * (angle + within);

    private static (Vector3 Center, double SquaredChord) CapOf(ReadOnlySpan<UnitVector3> vertices)
    {
        Vector3 sum = default;
        foreach (var vertex in vertices)
            sum += vertex;
        var length = Math.Sqrt(sum.SquaredLength);
        if (!(length > Margin))
            return (default, double.NaN);
        var center = 1 / length * sum;
        var farthest = 0.0;
        foreach (var vertex in vertices)
            farthest = Math.Max(farthest, center.SquaredDistanceTo(vertex));
        return (center, farthest);
    }
}
