using SkyButler.Imaging.Raws;
using SkyButler.Pipelines.Configs;

namespace SkyButler.Examples.Tasks;

/// <summary>Settings of <see cref="IsrTask"/>.</summary>
public sealed class IsrConfig : TaskConfig
{
    /// <summary>Whether the overscan level is subtracted.</summary>
    [ConfigField("whether the level of the serial overscan is subtracted from each amplifier")]
    public bool DoOverscan { get; init; } = true;

    /// <summary>How the overscan level is found.</summary>
    [ConfigField("how the level of the overscan is found")]
    public OverscanStatistic OverscanStatistic { get; init; } = OverscanStatistic.Median;

    /// <summary>Whether every row has a level of its own.</summary>
    [ConfigField("whether each row has an overscan level of its own, instead of one level for the amplifier")]
    public bool OverscanByRow { get; init; }

    /// <summary>Whether a bias is subtracted.</summary>
    [ConfigField("whether the bias is subtracted")]
    public bool DoBias { get; init; } = true;

    /// <summary>Whether a dark is subtracted.</summary>
    [ConfigField("whether the dark is subtracted, scaled by the time that dark current was gathered")]
    public bool DoDark { get; init; } = true;

    /// <summary>Whether the image is divided by a flat.</summary>
    [ConfigField("whether the image is divided by the flat")]
    public bool DoFlat { get; init; } = true;

    /// <summary>Whether the variance is made of gain and read noise.</summary>
    [ConfigField("whether the variance is computed from gain and read noise")]
    public bool DoVariance { get; init; } = true;

    /// <summary>Whether the geometry of the camera is looked up.</summary>
    [ConfigField("whether the camera's geometry, where there is one, decides places, gains and read noise of amplifiers")]
    public bool DoCamera { get; init; } = true;

    /// <summary>Gain where neither geometry nor header has one, in electrons for each count.</summary>
    [ConfigField("gain in electrons per count where neither geometry nor headers say")]
    [ConfigRange(Min = 0, InclusiveMin = false)]
    public double DefaultGain { get; init; } = 1;

    /// <summary>Read noise where neither geometry nor header has one, in electrons.</summary>
    [ConfigField("read noise in electrons where neither geometry nor headers say")]
    [ConfigRange(Min = 0)]
    public double DefaultReadNoise { get; init; }

    /// <summary>Raw counts from which a pixel is saturated; null for what geometry and headers say.</summary>
    [ConfigField("raw counts from which on a pixel is saturated; None for what geometry or headers say")]
    [ConfigRange(Min = 0, InclusiveMin = false)]
    public double? Saturation { get; init; }
}
