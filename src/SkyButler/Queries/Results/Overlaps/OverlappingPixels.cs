using SkyButler.Dimensions;
using SkyButler.Geometry;
using SkyButler.Queries.Plans.Joins;

namespace SkyButler.Queries.Results.Overlaps;

/// <summary>
/// The pixels of a dimension that overlap something. Exact: a pixel counts unless its region definitely does not overlap, which is
/// what decides for the regions of records too.
/// </summary>
internal sealed class OverlappingPixels(DimensionElement pixel)
{
    // Fewer pixels than this are tested each, rather than searched for.
    private const int Few = 256;

    // Ranges of a region's pixels that are held at once; beyond, they are widened, and pixels tested each.
    private const int MostRanges = 100_000;

    private readonly Pixelization pixelization = pixel.SkyPixSystem!.Pixelization(pixel.SkyPixLevel);

    /// <summary>Pixels that overlap a region, in ascending order.</summary>
    /// <param name="region">The region.</param>
    /// <param name="within">Pixels that count; null for all.</param>
    public IEnumerable<ulong> Find(Region region, RangeSet? within)
    {
        if (within is { Ranges.Count: <= Few } && within.Count <= Few)
            return Tested(within, region);
        var found = pixelization.Overlapping(region, MostRanges);
        var counted = within is null ? found : found.Intersection(within);
        return PixelConditions.MayBeWider(found) ? Tested(counted, region) : counted.Values;
    }

    /// <summary>
    /// Pixels that overlap a pixel of another dimension. Levels of one system nest: there it is the pixel that holds the other, or
    /// all that lie in it, and not the neighbours that touch it.
    /// </summary>
    public IEnumerable<ulong> Find(DimensionElement other, ulong index)
    {
        var others = other.SkyPixSystem!.Pixelization(other.SkyPixLevel);
        if (!others.Universe.Contains(index))
            return [];
        if (other.SkyPixSystem != pixel.SkyPixSystem)
            return Find(others.Pixel(index), null);
        var shift = 2 * (pixel.SkyPixLevel - other.SkyPixLevel);
        return shift <= 0 ? [index >> -shift] : RangeSet.Of(index << shift, (index + 1) << shift).Values;
    }

    private IEnumerable<ulong> Tested(RangeSet pixels, Region region) => pixels.Values.Where(index => pixelization.Pixel(index).Overlaps(region) != false);
}
