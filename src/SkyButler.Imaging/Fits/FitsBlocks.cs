namespace SkyButler.Imaging.Fits;

/// <summary>The unit of a FITS file's length.</summary>
internal static class FitsBlocks
{
    public const int Length = 2880;

    /// <summary>A length rounded up to whole blocks.</summary>
    public static long RoundUp(long bytes) => checked((bytes + Length - 1) / Length * Length);
}
