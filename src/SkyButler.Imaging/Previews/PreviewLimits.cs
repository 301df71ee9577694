namespace SkyButler.Imaging.Previews;

/// <summary>How the values that become black and white are chosen.</summary>
public enum PreviewLimits
{
    /// <summary>IRAF's zscale: the faint background in view, bright stars saturated.</summary>
    ZScale,

    /// <summary>So many percent of the pixels in between.</summary>
    Percentile,

    /// <summary>The least and the greatest value.</summary>
    MinMax,
}
