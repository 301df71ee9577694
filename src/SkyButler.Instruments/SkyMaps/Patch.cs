using SkyButler.Imaging.Images;

namespace SkyButler.Instruments.SkyMaps;

/// <summary>A patch: a rectangle of a tract's pixels.</summary>
public sealed record Patch
{
    /// <summary>Its number in the tract: the value of the <c>patch</c> dimension; row by row.</summary>
    public required int Id { get; init; }

    /// <summary>Its column among the tract's patches, from 0 (<c>cell_x</c>).</summary>
    public required int Column { get; init; }

    /// <summary>Its row among the tract's patches, from 0 (<c>cell_y</c>).</summary>
    public required int Row { get; init; }

    /// <summary>The pixels that are this patch's alone.</summary>
    public required Box2I Inner { get; init; }

    /// <summary>All its pixels, with the border that it shares with its neighbours.</summary>
    public required Box2I Outer { get; init; }
}
