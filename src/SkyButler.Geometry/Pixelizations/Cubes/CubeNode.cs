namespace SkyButler.Geometry.Pixelizations.Cubes;

/// <summary>A square on a side of the cube, met during a search.</summary>
internal sealed record CubeNode(CubePixelization Pixelization, ulong Index, int NodeLevel) : PixelNode(Index)
{
    public override Relationship Relate(Region region) => Pixelization.Square(Index, NodeLevel).Relate(region);

    public override CubeNode Child(int digit) => new(Pixelization, (Index << 2) + (uint)digit, NodeLevel + 1);
}
