using SkyButler.Geometry.Pixelizations.Searches;
using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry.Pixelizations.Healpix;

/// <summary>
/// A pixel counts if one of its 256 parts overlaps the region, or a part of another pixel that touches it does. This is the
/// reference implementation's rule; the ring around the pixel also makes good that the parts' sides are taken as straight.
/// </summary>
internal sealed class HealpixEnvelope(int level) : HealpixSearch(level)
{
    private const int Refinement = 4;

    // Twice on each part's outer side, so that slanted parts are not passed over.
    private const int StepsPerSide = 2 << Refinement;

    // No part's diameter is larger than four times the mean.
    public override double Padding => 4 * PartSize;

    private int PartLevel => Level + Refinement;

    private double PartSize => 1.0 / (1UL << PartLevel);

    public override Relationship Judge(ulong index, in HealpixPixel pixel, in PixelTarget target)
    {
        // Corners of the pixel are corners of parts.
        var corners = pixel.Corners;
        return HoldsAny(target.Region, corners) || AnyPartOverlaps(index, Level, target) || AnyTouchingPartOverlaps(index, pixel, target)
            ? Relationship.Within
            : Relationship.Disjoint;
    }

    private bool AnyPartOverlaps(ulong index, int partLevel, in PixelTarget target)
    {
        if (partLevel == PartLevel)
            return PartOverlaps(index, target);
        var pixel = new HealpixPixel(index, partLevel);
        var center = pixel.Center;
        if (target.IsFar(center, HealpixPixel.LargestRadius(partLevel)))
            return false;
        var relation = new Circle(center, pixel.RadiusAround(center)).Relate(target.Region);
        if (relation.HasFlag(Relationship.Disjoint))
            return false;
        if (relation.HasFlag(Relationship.Within))
            return true;
        for (var digit = 0U; digit < 4; digit++)
        {
            if (AnyPartOverlaps((index << 2) + digit, partLevel + 1, target))
                return true;
        }
        return false;
    }

    private bool PartOverlaps(ulong part, in PixelTarget target)
    {
        var pixel = new HealpixPixel(part, PartLevel);
        if (target.IsFar(pixel.Center, HealpixPixel.LargestRadius(PartLevel)))
            return false;
        var corners = pixel.Corners;
        return (PixelCorners.Relate(corners, target) & Relationship.Disjoint) == 0;
    }

    private bool AnyTouchingPartOverlaps(ulong index, in HealpixPixel pixel, in PixelTarget target)
    {
        foreach (var part in pixel.IsOnEdge ? TouchingParts(pixel) : HealpixPixel.PartsAround(index, Level, Refinement))
        {
            if (PartOverlaps(part, target))
                return true;
        }

        return false;
    }

    // Beyond the edges of base pixels columns and rows go on in other directions, so that parts are found by points just outside.
    private HashSet<ulong> TouchingParts(in HealpixPixel pixel)
    {
        var parts = new HashSet<ulong>();
        var center = pixel.Center;
        var border = pixel.Border(2 * StepsPerSide);
        for (var i = 0; i < border.Length; i++)
        {
            // The corners themselves, and the odd points, which are inside the sides of parts.
            if (i % 2 == 0 && i % (2 * StepsPerSide) != 0)
                continue;
            Vector3 outwards = UnitVector3.FromVector((Vector3)border[i] - center);
            parts.Add(HealpixIndex.Of(UnitVector3.FromVector(border[i] + (0.3 * PartSize * outwards)), PartLevel));
        }
        return parts;
    }
}
