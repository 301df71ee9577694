using System.Globalization;
using SkyButler.Geometry.Pixelizations.Healpix;
using SkyButler.Geometry.Pixelizations.Searches;

namespace SkyButler.Geometry.Pixelizations;

/// <summary>HEALPix with nested numbering and 2^level pixels on each side of the twelve base pixels.</summary>
public sealed class HealpixPixelization : Pixelization
{
    /// <summary>The finest level.</summary>
    public const int MaxLevel = 17;

    /// <summary>Makes the pixelization of a level from 0 to <see cref="MaxLevel"/>.</summary>
    /// <exception cref="GeometryException">There is no such level.</exception>
    public HealpixPixelization(int level)
        : base(level, MaxLevel)
    {
        Universe = RangeSet.Of(0, 12UL << (2 * level));
    }

    /// <inheritdoc/>
    public override string Name => "healpix";

    /// <inheritdoc/>
    public override string PythonClassName => PixelizationNames.Healpix;

    /// <inheritdoc/>
    public override RangeSet Universe { get; }

    /// <inheritdoc/>
    public override ulong Index(UnitVector3 point) => HealpixIndex.Of(point, Level);

    /// <summary>A polygon through points of the pixel's border. It comes near to the pixel, whose sides are curved.</summary>
    /// <exception cref="GeometryException">There is no such pixel at this level.</exception>
    public override Region Pixel(ulong index)
    {
        RequireIndex(index);
        return new HealpixPixel(index, Level).Polygon;
    }

    /// <summary>The centre of a pixel.</summary>
    /// <exception cref="GeometryException">There is no such pixel at this level.</exception>
    public UnitVector3 Center(ulong index)
    {
        RequireIndex(index);
        return new HealpixPixel(index, Level).Center;
    }

    /// <summary>The four corners of a pixel, counter-clockwise from the northern one.</summary>
    /// <exception cref="GeometryException">There is no such pixel at this level.</exception>
    public IReadOnlyList<UnitVector3> Corners(ulong index)
    {
        RequireIndex(index);
        return new HealpixPixel(index, Level).Border(1);
    }

    /// <summary>The nested number of the pixel with a number by rings, which count from north to south.</summary>
    /// <exception cref="GeometryException">There is no such pixel at this level.</exception>
    public ulong NestedOf(ulong ringIndex)
    {
        RequireIndex(ringIndex);
        return Index(HealpixRings.Center((long)ringIndex, 1L << Level));
    }

    /// <summary>The number by rings of the pixel with a nested number.</summary>
    /// <exception cref="GeometryException">There is no such pixel at this level.</exception>
    public ulong RingOf(ulong index)
    {
        RequireIndex(index);
        return (ulong)HealpixRings.Index(new HealpixPixel(index, Level).Center, 1L << Level);
    }

    /// <inheritdoc/>
    public override string ToText(ulong index)
    {
        RequireIndex(index);
        return index.ToString(CultureInfo.InvariantCulture);
    }

    internal override RangeSet FindSimple(Region region, PixelSearchOptions options)
    {
        // A circle without extent is a point, which lies in one pixel.
        if (region is Circle { IsEmpty: false, SquaredChordLength: 0 } point && options.Mode == PixelSearchMode.Envelope)
            return RangeSet.FromValues([Index(point.Center)]);
        HealpixSearch search = options.Mode switch
        {
            PixelSearchMode.Envelope => new HealpixEnvelope(Level),
            PixelSearchMode.Interior => new HealpixInterior(Level),
            _ => new HealpixOverlap(Level),
        };
        HealpixNode[] roots = [.. Enumerable.Range(0, 12).Select(face => new HealpixNode((ulong)face, NodeLevel: 0, search))];
        return new PixelSearch<HealpixNode>(region, Level, options).Run(roots, Universe);
    }
}
