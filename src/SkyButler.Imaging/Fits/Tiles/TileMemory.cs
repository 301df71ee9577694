namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>How much memory tiles take while they are decoded.</summary>
internal static class TileMemory
{
    private const long MostBytes = 512L << 20;

    // CFITSIO is given a padded copy of a tile and makes another, beside the pixels as wide and as narrow integers.
    private const int HcompressBytesAPixel = 40;

    // The bytes of the stream, the same in order, and the numbers that are made of them: each of at most eight bytes.
    private const int BytesAPixel = 24;

    /// <summary>How many tiles may be decoded at a time: at least one, and no more than there are processors.</summary>
    public static int TilesAtATime(FitsCompressionAlgorithm? algorithm, long tilePixels, int processors)
    {
        long bytes = tilePixels * (algorithm == FitsCompressionAlgorithm.Hcompress1 ? HcompressBytesAPixel : BytesAPixel);
        return (int)Math.Clamp(MostBytes / Math.Max(1, bytes), 1, processors);
    }
}
