using System.Globalization;
using SkyButler.Geometry.Pixelizations.Searches;

namespace SkyButler.Geometry.Pixelizations;

/// <summary>
/// Hierarchical triangular mesh: the octants of the sphere, divided again and again into four triangles. Indices of level L have
/// 4 + 2L bits: 8 to 15 for the octant, then two bits a level.
/// </summary>
public sealed class HtmPixelization : Pixelization
{
    /// <summary>The finest level.</summary>
    public const int MaxLevel = 24;

    /// <summary>Makes the mesh of a level from 0 to <see cref="MaxLevel"/>.</summary>
    /// <exception cref="GeometryException">There is no such level.</exception>
    public HtmPixelization(int level)
        : base(level, MaxLevel)
    {
        Universe = RangeSet.Of(8UL << (2 * level), 16UL << (2 * level));
    }

    /// <inheritdoc/>
    public override string Name => "htm";

    /// <inheritdoc/>
    public override string PythonClassName => PixelizationNames.Htm;

    /// <inheritdoc/>
    public override RangeSet Universe { get; }

    /// <inheritdoc/>
    public override ulong Index(UnitVector3 point)
    {
        var trixel = Trixel.RootOf(point);
        for (var i = 0; i < Level; i++)
            trixel = trixel.ChildAt(point);
        return trixel.Index;
    }

    /// <inheritdoc/>
    public override Region Pixel(ulong index)
    {
        RequireIndex(index);
        var trixel = Trixel.Roots[(int)(index >> (2 * Level)) - 8];
        for (var i = Level - 1; i >= 0; i--)
        {
            trixel.Divide(out var children);
            trixel = children[(int)(index >> (2 * i)) & 3];
        }

        return trixel.Polygon;
    }

    /// <inheritdoc/>
    public override string ToText(ulong index)
    {
        RequireIndex(index);
        var root = (int)(index >> (2 * Level));
        return string.Create(CultureInfo.InvariantCulture, $"{(root < 12 ? 'S' : 'N')}{root & 3}{BaseFour.Digits(index, Level)}");
    }

    internal override RangeSet FindSimple(Region region, PixelSearchOptions options) =>
        new PixelSearch<Trixel>(region, Level, options).Run(Trixel.Roots.AsSpan(), Universe);
}
