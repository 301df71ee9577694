namespace SkyButler.Imaging.Fits;

/// <summary>How real numbers that are rounded to steps are dithered, so that rounding shifts no mean (FITS standard 4.0, section 10.2).</summary>
public enum FitsDither
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By a random part of a step, which reading takes away again.</summary>
    Subtract,

    /// <summary>The same, but zeros stay exactly zero.</summary>
    KeepZeros,
}
