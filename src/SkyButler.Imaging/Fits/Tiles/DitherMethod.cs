namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>What was added to real numbers before they were rounded.</summary>
internal enum DitherMethod
{
    None,

    /// <summary>A random number that reading subtracts again.</summary>
    Subtractive1,

    /// <summary>The same, but exact zeros are kept.</summary>
    Subtractive2,
}
