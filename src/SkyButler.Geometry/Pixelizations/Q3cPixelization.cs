using System.Collections.Immutable;
using SkyButler.Geometry.Pixelizations.Cubes;
using SkyButler.Geometry.Vectors;
using static SkyButler.Geometry.Pixelizations.Cubes.CubeSide;

namespace SkyButler.Geometry.Pixelizations;

/// <summary>
/// Quad-tree cube (Koposov and Bartunov 2006): each side of a cube divided into squares, numbered by interleaving the bits of
/// column and row. An index does not tell its level.
/// </summary>
public sealed class Q3cPixelization : CubePixelization
{
    /// <summary>Makes the cube of a level from 0 to <see cref="CubePixelization.MaxLevel"/>.</summary>
    /// <exception cref="GeometryException">There is no such level.</exception>
    public Q3cPixelization(int level)
        : base(level, firstRoot: 0)
    {
    }

    /// <inheritdoc/>
    public override string Name => "q3c";

    /// <inheritdoc/>
    public override string PythonClassName => PixelizationNames.Q3c;

    internal override ImmutableArray<CubeSide> Sides { get; } = [PlusZ, PlusX, PlusY, MinusX, MinusY, MinusZ];

    private protected override (double U, double V) Project(CubeSide side, UnitVector3 point)
    {
        double x = point.X, y = point.Y, z = point.Z;
        return side switch
        {
            PlusX => (y / x, z / x),
            PlusY => (-x / y, z / y),
            PlusZ => (y / z, -x / z),
            MinusX => (-y / -x, z / -x),
            MinusY => (x / -y, z / -y),
            _ => (y / -z, x / -z),
        };
    }

    private protected override UnitVector3 Unproject(CubeSide side, double u, double v) => CubeGrid.ToSphere(OnCube(side, u, v), u, v);

    private protected override ulong PlaceOf(uint s, uint t) => Morton.Encode(s, t);

    private protected override (uint S, uint T) CellsAt(ulong place, int level) => Morton.Decode(place);

    private protected override bool IsMirrored(int side) => false;

    private static Vector3 OnCube(CubeSide side, double u, double v) => side switch
    {
        PlusX => new Vector3(1, u, v),
        PlusY => new Vector3(-u, 1, v),
        PlusZ => new Vector3(-v, u, 1),
        MinusX => new Vector3(-1, -u, v),
        MinusY => new Vector3(u, -1, v),
        _ => new Vector3(v, u, -1),
    };
}
