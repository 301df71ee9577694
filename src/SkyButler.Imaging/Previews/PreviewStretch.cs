namespace SkyButler.Imaging.Previews;

/// <summary>How values between the limits become brightness.</summary>
public enum PreviewStretch
{
    /// <summary>In proportion.</summary>
    Linear,

    /// <summary>By the inverse hyperbolic sine: linear for faint, logarithmic for bright values.</summary>
    Asinh,

    /// <summary>By the logarithm.</summary>
    Log,
}
