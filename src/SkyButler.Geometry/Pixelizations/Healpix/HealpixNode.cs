namespace SkyButler.Geometry.Pixelizations.Healpix;

/// <summary>A HEALPix pixel, met during a search for what overlaps a region or lies in it.</summary>
internal sealed record HealpixNode(ulong Index, int NodeLevel, HealpixSearch Search) : PixelNode(Index)
{
    public override Relationship Relate(Region region)
    {
        var pixel = new HealpixPixel(Index, NodeLevel);
        var circle = pixel.BoundingCircle;
        var padded = new Circle(circle.Center, circle.OpeningAngle + Search.Padding);
        var relation = padded.Relate(region);
        var decided = relation & (Relationship.Disjoint | Relationship.Within);
        return decided != 0 || NodeLevel < Search.Level ? decided : Search.Judge(Index, pixel, region);
    }

    public override HealpixNode Child(int digit) => this with { Index = (Index << 2) + (uint)digit, NodeLevel = NodeLevel + 1 };
}
