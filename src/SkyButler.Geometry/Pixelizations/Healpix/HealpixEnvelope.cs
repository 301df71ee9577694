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

    public override Relationship Judge(ulong index, HealpixPixel pixel, Region region)
    {
        var counts = AnyPartOverlaps(index, Level, region) || TouchingParts(pixel).Any(part => PartOverlaps(part, region));
        return counts ? Relationship.Within : Relationship.Disjoint;
    }

    private bool AnyPartOverlaps(ulong index, int partLevel, Region region)
    {
        if (partLevel == PartLevel)
            return PartOverlaps(index, region);
        var relation = new HealpixPixel(index, partLevel).BoundingCircle.Relate(region);
        if (relation.HasFlag(Relationship.Disjoint))
            return false;
        if (relation.HasFlag(Relationship.Within))
            return true;
        for (var digit = 0U; digit < 4; digit++)
        {
            if (AnyPartOverlaps((index << 2) + digit, partLevel + 1, region))
                return true;
        }
        return false;
    }

    private bool PartOverlaps(ulong part, Region region) =>
        !ConvexPolygon.FromStored(new HealpixPixel(part, PartLevel).Corners).Relate(region).HasFlag(Relationship.Disjoint);

    private HashSet<ulong> TouchingParts(HealpixPixel pixel)
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
