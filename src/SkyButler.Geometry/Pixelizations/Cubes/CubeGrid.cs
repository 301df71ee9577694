using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry.Pixelizations.Cubes;

/// <summary>Squares on the sides of a cube, and the points of the sphere that they are projected from.</summary>
internal static class CubeGrid
{
    // Widens each pixel by more than the rounding errors of the projection.
    private const double Margin = 1e-15;

    /// <summary>
    /// The side that a point is projected to. A point on an edge or corner goes where the reference implementation puts it.
    /// </summary>
    public static CubeSide SideOf(UnitVector3 point)
    {
        var largest = Math.Max(Math.Abs(point.X), Math.Max(Math.Abs(point.Y), Math.Abs(point.Z)));
        if (-point.X == largest)
            return CubeSide.MinusX;
        if (-point.Y == largest)
            return CubeSide.MinusY;
        if (Math.Abs(point.Z) == largest)
            return point.Z < 0 ? CubeSide.MinusZ : CubeSide.PlusZ;
        return point.Y == largest ? CubeSide.PlusY : CubeSide.PlusX;
    }

    /// <summary>The column or row of a coordinate in [−1, 1] among the 2^level of a side.</summary>
    public static uint Cell(double coordinate, int level)
    {
        var half = Math.ScaleB(1, level - 1);
        var cell = Math.Max(0, (coordinate * half) + half);
        return (uint)Math.Min(cell, (2 * half) - 1);
    }

    /// <summary>Where a column or row begins and ends, slightly widened, in [−1, 1].</summary>
    public static (double Low, double High) Extent(uint cell, int level)
    {
        var half = Math.ScaleB(1, level - 1);
        return (((cell - half) / half) - Margin, ((cell + 1 - half) / half) + Margin);
    }

    /// <summary>
    /// Brings a point of the cube, whose coordinates on its side are u and v, to the sphere. The order of the sum matters: the last
    /// bits of the corners decide whether a box around pixels at longitude 0 takes in all longitudes.
    /// </summary>
    public static UnitVector3 ToSphere(Vector3 onCube, double u, double v)
    {
        var length = Math.Sqrt(1 + ((u * u) + (v * v)));
        return UnitVector3.FromNormalized(onCube.X / length, onCube.Y / length, onCube.Z / length);
    }
}
