using SkyButler.Geometry.Pixelizations.Searches;

namespace SkyButler.Geometry.Pixelizations.Cubes;

/// <summary>A square on a side of the cube, met during a search.</summary>
internal readonly record struct CubeNode(CubePixelization Pixelization, ulong Index, int NodeLevel) : IPixelNode<CubeNode>
{
    public Relationship Relate(in PixelTarget target)
    {
        var corners = Pixelization.Corners(Index, NodeLevel);
        return PixelCorners.Relate(corners, target);
    }

    public void Divide(out Quartet<CubeNode> children)
    {
        children = default;
        for (var digit = 0; digit < 4; digit++)
            children[digit] = new(Pixelization, (Index << 2) + (uint)digit, NodeLevel + 1);
    }
}
