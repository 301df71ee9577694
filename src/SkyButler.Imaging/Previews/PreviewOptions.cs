using SkyButler.Imaging.Previews.Colors;

namespace SkyButler.Imaging.Previews;

/// <summary>How to draw an image.</summary>
public sealed record PreviewOptions
{
    /// <summary>How limits are chosen.</summary>
    public PreviewLimits Limits { get; init; } = PreviewLimits.ZScale;

    /// <summary>For percentile limits: how much of the pixels lies between them, in percent.</summary>
    public double Percent { get; init; } = 99.5;

    /// <summary>How values become brightness.</summary>
    public PreviewStretch Stretch { get; init; } = PreviewStretch.Linear;

    /// <summary>The colours of brightness; pictures of three bands have their own.</summary>
    public ColorMap Map { get; init; } = ColorMap.Grey;

    /// <summary>What is at the top.</summary>
    public PreviewUp Up { get; init; } = PreviewUp.Rows;

    /// <summary>Most columns or rows of the picture; larger images are averaged over squares of pixels.</summary>
    public int MaxSize { get; init; } = 1024;
}
