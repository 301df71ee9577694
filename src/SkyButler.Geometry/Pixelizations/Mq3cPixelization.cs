using System.Collections.Immutable;
using SkyButler.Geometry.Pixelizations.Cubes;
using SkyButler.Geometry.Vectors;
using static SkyButler.Geometry.Pixelizations.Cubes.CubeSide;

namespace SkyButler.Geometry.Pixelizations;

/// <summary>
/// Modified quad-tree cube: coordinates on each side are bent so that pixels have nearly equal areas, and pixels are numbered
/// along a Hilbert curve. The top bits of an index tell its level.
/// </summary>
public sealed class Mq3cPixelization : CubePixelization
{
    /// <summary>Makes the cube of a level from 0 to <see cref="CubePixelization.MaxLevel"/>.</summary>
    /// <exception cref="GeometryException">There is no such level.</exception>
    public Mq3cPixelization(int level)
        : base(level, firstRoot: 10)
    {
    }

    /// <inheritdoc/>
    public override string Name => "mq3c";

    /// <inheritdoc/>
    public override string PythonClassName => PixelizationNames.Mq3c;

    internal override ImmutableArray<CubeSide> Sides { get; } = [MinusZ, PlusX, PlusY, PlusZ, MinusX, MinusY];

    private protected override (double U, double V) Project(CubeSide side, UnitVector3 point)
    {
        double x = point.X, y = point.Y, z = point.Z;
        var (u, v) = side switch
        {
            PlusX => (y / x, z / x),
            PlusY => (z / y, -x / y),
            PlusZ => (-x / z, -y / z),
            MinusX => (-y / -x, -z / -x),
            MinusY => (-z / -y, x / -y),
            _ => (x / -z, y / -z),
        };
        return (Bend(u), Bend(v));
    }

    private protected override UnitVector3 Unproject(CubeSide side, double u, double v)
    {
        (u, v) = (Straighten(u), Straighten(v));
        return CubeGrid.ToSphere(OnCube(side, u, v), u, v);
    }

    private protected override ulong PlaceOf(uint s, uint t) => Hilbert.Encode(s, t, Level);

    private protected override (uint S, uint T) CellsAt(ulong place, int level) => Hilbert.Decode(place, level);

    private protected override bool IsMirrored(int side) => side % 2 == 0;

    private static double Bend(double u) => u * (1.3333333333333333 - (0.3333333333333333 * Math.Abs(u)));

    private static double Straighten(double u) => Math.CopySign(2 - Math.Sqrt(4 - (3 * Math.Abs(u))), u);

    private static Vector3 OnCube(CubeSide side, double u, double v) => side switch
    {
        PlusX => new Vector3(1, u, v),
        PlusY => new Vector3(-v, 1, u),
        PlusZ => new Vector3(-u, -v, 1),
        MinusX => new Vector3(-1, -u, -v),
        MinusY => new Vector3(v, -1, -u),
        _ => new Vector3(u, v, -1),
    };
}
