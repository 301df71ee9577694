using System.Collections.Immutable;
using SkyButler.Geometry.Pixelizations.Cubes;
using SkyButler.Geometry.Pixelizations.Searches;

namespace SkyButler.Geometry.Pixelizations;

/// <summary>What the two divisions of a cube's sides into squares have in common.</summary>
public abstract class CubePixelization : Pixelization
{
    /// <summary>The finest level.</summary>
    public const int MaxLevel = 30;

    private protected CubePixelization(int level, uint firstRoot)
        : base(level, MaxLevel)
    {
        FirstRoot = firstRoot;
        Universe = RangeSet.Of((ulong)firstRoot << (2 * level), (ulong)(firstRoot + 6) << (2 * level));
    }

    /// <inheritdoc/>
    public sealed override RangeSet Universe { get; }

    /// <summary>Index of the first side at level 0.</summary>
    internal uint FirstRoot { get; }

    /// <summary>The sides in the order of their indices.</summary>
    internal abstract ImmutableArray<CubeSide> Sides { get; }

    /// <inheritdoc/>
    public sealed override ulong Index(UnitVector3 point)
    {
        var side = CubeGrid.SideOf(point);
        var (u, v) = Project(side, point);
        var place = PlaceOf(CubeGrid.Cell(u, Level), CubeGrid.Cell(v, Level));
        return ((ulong)(FirstRoot + (uint)Sides.IndexOf(side)) << (2 * Level)) + place;
    }

    /// <inheritdoc/>
    public sealed override Region Pixel(ulong index)
    {
        RequireIndex(index);
        var corners = Corners(index, Level);
        return ConvexPolygon.FromStored(((ReadOnlySpan<UnitVector3>)corners).ToArray());
    }

    /// <inheritdoc/>
    public sealed override string ToText(ulong index)
    {
        RequireIndex(index);
        var name = Sides[(int)((index >> (2 * Level)) - FirstRoot)] switch
        {
            CubeSide.PlusX => "+X",
            CubeSide.PlusY => "+Y",
            CubeSide.PlusZ => "+Z",
            CubeSide.MinusX => "-X",
            CubeSide.MinusY => "-Y",
            _ => "-Z",
        };
        return name + BaseFour.Digits(index, Level);
    }

    internal sealed override RangeSet FindSimple(Region region, PixelSearchOptions options)
    {
        CubeNode[] roots = [.. Enumerable.Range(0, 6).Select(side => new CubeNode(this, FirstRoot + (uint)side, NodeLevel: 0))];
        return new PixelSearch<CubeNode>(region, Level, options).Run(roots, Universe);
    }

    /// <summary>The corners of the polygon around a pixel of any level.</summary>
    internal Quartet<UnitVector3> Corners(ulong index, int level)
    {
        var side = (int)((index >> (2 * level)) - FirstRoot);
        var (s, t) = CellsAt(index & ((1UL << (2 * level)) - 1), level);
        var (u0, u1) = CubeGrid.Extent(s, level);
        var (v0, v1) = CubeGrid.Extent(t, level);
        Quartet<UnitVector3> corners = default;
        corners[0] = Unproject(Sides[side], u0, v0);
        corners[1] = Unproject(Sides[side], u1, v0);
        corners[2] = Unproject(Sides[side], u1, v1);
        corners[3] = Unproject(Sides[side], u0, v1);
        if (IsMirrored(side))
            (corners[1], corners[3]) = (corners[3], corners[1]);
        return corners;
    }

    /// <summary>Coordinates in [−1, 1] on the side that a point is projected to.</summary>
    private protected abstract (double U, double V) Project(CubeSide side, UnitVector3 point);

    /// <summary>The point of the sphere that is projected to given coordinates.</summary>
    private protected abstract UnitVector3 Unproject(CubeSide side, double u, double v);

    /// <summary>The number of a column and row within its side.</summary>
    private protected abstract ulong PlaceOf(uint s, uint t);

    /// <summary>The column and row of a number within its side.</summary>
    private protected abstract (uint S, uint T) CellsAt(ulong place, int level);

    /// <summary>Whether the side's coordinates turn the other way, seen from outside.</summary>
    private protected abstract bool IsMirrored(int side);
}
