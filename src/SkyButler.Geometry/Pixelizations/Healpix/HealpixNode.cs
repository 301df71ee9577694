using SkyButler.Geometry.Pixelizations.Searches;

namespace SkyButler.Geometry.Pixelizations.Healpix;

/// <summary>A HEALPix pixel, met during a search for what overlaps a region or lies in it.</summary>
internal readonly record struct HealpixNode(ulong Index, int NodeLevel, HealpixSearch Search) : IPixelNode<HealpixNode>
{
    public Relationship Relate(in PixelTarget target)
    {
        var pixel = new HealpixPixel(Index, NodeLevel);
        var center = pixel.Center;
        if (target.IsFar(center, HealpixPixel.LargestRadius(NodeLevel) + Search.Padding))
            return Relationship.Disjoint;
        var relation = new Circle(center, pixel.RadiusAround(center) + Search.Padding).Relate(target.Region);
        var decided = relation & (Relationship.Disjoint | Relationship.Within);
        return decided != 0 || NodeLevel < Search.Level ? decided : Search.Judge(Index, pixel, target);
    }

    public void Divide(out Quartet<HealpixNode> children)
    {
        children = default;
        for (var digit = 0; digit < 4; digit++)
            children[digit] = this with { Index = (Index << 2) + (uint)digit, NodeLevel = NodeLevel + 1 };
    }
}
