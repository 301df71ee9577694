using SkyButler.Geometry.Pixelizations;
using SkyButler.Geometry.Pixelizations.Searches;

namespace SkyButler.Geometry;

/// <summary>A hierarchical division of the sphere into numbered pixels, at one level. Immutable.</summary>
public abstract class Pixelization
{
    private protected Pixelization(int level, int maxLevel)
    {
        if (level < 0 || level > maxLevel)
            throw new GeometryException($"{GetType().Name} has no level {level}: levels are 0 to {maxLevel}");
        Level = level;
    }

    /// <summary>How often the coarsest pixels are divided into four.</summary>
    public int Level { get; }

    /// <summary>Short name of the system, as in the dimension <c>htm7</c>, without the level.</summary>
    public abstract string Name { get; }

    /// <summary>The class name that stands for the system in dimension configurations and YAML.</summary>
    public abstract string PythonClassName { get; }

    /// <summary>All indices of this level.</summary>
    public abstract RangeSet Universe { get; }

    /// <summary>Makes a pixelization from the class name that dimension configurations use.</summary>
    /// <exception cref="GeometryException">There is no such pixelization, or it has no such level.</exception>
    public static Pixelization Create(string pythonClassName, int level) => PixelizationNames.Create(pythonClassName, level);

    /// <summary>The pixel that a point lies in.</summary>
    public abstract ulong Index(UnitVector3 point);

    /// <summary>A polygon that holds every point of a pixel.</summary>
    /// <exception cref="GeometryException">There is no such pixel at this level.</exception>
    public abstract Region Pixel(ulong index);

    /// <summary>An index in words of the system: root or face, then a digit for every level.</summary>
    /// <exception cref="GeometryException">There is no such pixel at this level.</exception>
    public abstract string ToText(ulong index);

    /// <summary>All pixels that may overlap a region; none that overlaps is missing.</summary>
    /// <param name="region">The region to cover.</param>
    /// <param name="maxRanges">If positive, pixels are added until no more ranges than this are left.</param>
    public RangeSet Envelope(Region region, int maxRanges = 0) => Find(region, new(PixelSearchMode.Envelope, maxRanges));

    /// <summary>
    /// All pixels whose own region, <see cref="Pixel"/>, is not shown to be apart from a region: what comparing every pixel with a circle
    /// or polygon would give; for a box some are left out whose bounds only seem to overlap it. HEALPix envelopes have more than that.
    /// </summary>
    /// <param name="region">The region.</param>
    /// <param name="maxRanges">If positive, pixels are added until no more ranges than this are left.</param>
    public RangeSet Overlapping(Region region, int maxRanges = 0) => Find(region, new(PixelSearchMode.Overlap, maxRanges));

    /// <summary>Pixels that lie in a region. For an ellipse, those in the circle around it.</summary>
    /// <param name="region">The region to fill.</param>
    /// <param name="maxRanges">If positive, pixels are left out until no more ranges than this are left.</param>
    public RangeSet Interior(Region region, int maxRanges = 0) => Find(region, new(PixelSearchMode.Interior, maxRanges));

    /// <summary>Whether a pixel is in the <see cref="Envelope"/> of a region, found without searching for the others.</summary>
    /// <param name="region">The region to cover.</param>
    /// <param name="index">The pixel; one that does not exist is in no envelope.</param>
    public bool EnvelopeContains(Region region, ulong index) =>
        Universe.Contains(index) && Find(region, new(PixelSearchMode.Envelope, MaxRanges: 0, index)).Contains(index);

    /// <summary>Searches for a region that is a circle, box or polygon.</summary>
    internal abstract RangeSet FindSimple(Region region, PixelSearchOptions options);

    private protected void RequireIndex(ulong index)
    {
        if (!Universe.Contains(index))
            throw new GeometryException($"{Name}{Level} has no pixel {index}: its indices are {Universe}");
    }

    private RangeSet Find(Region region, PixelSearchOptions options) => region switch
    {
        UnionRegion union => RangeSet.UnionOf(union.Operands.Select(operand => Find(operand, options))),
        IntersectionRegion intersection => intersection.Operands.Aggregate(
            Universe, (common, operand) => common.Intersection(Find(operand, options))),
        Ellipse ellipse => FindSimple(ellipse.BoundingCircle(), options),
        _ => FindSimple(region, options),
    };
}
