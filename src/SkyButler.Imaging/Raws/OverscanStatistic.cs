namespace SkyButler.Imaging.Raws;

/// <summary>How the level of overscan pixels is found.</summary>
public enum OverscanStatistic
{
    /// <summary>The middle value; of an even number, the mean of the two in the middle.</summary>
    Median,

    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The mean without what is more than three standard deviations off, repeated three times.</summary>
    ClippedMean,
}
