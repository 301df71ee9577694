using SkyButler.Geometry.Pixelizations.Searches;

namespace SkyButler.Geometry.Pixelizations.Healpix;

/// <summary>A pixel is inside if its four corners are.</summary>
internal sealed class HealpixInterior(int level) : HealpixSearch(level)
{
    public override double Padding => 0;

    public override Relationship Judge(ulong index, in HealpixPixel pixel, in PixelTarget target)
    {
        foreach (var corner in pixel.Corners)
        {
            if (!target.Region.Contains(corner))
                return Relationship.Disjoint;
        }

        return Relationship.Within;
    }
}
