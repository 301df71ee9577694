namespace SkyButler.Imaging.Fits;

/// <summary>How to compress an image when it is written.</summary>
public sealed record FitsCompression
{
    /// <summary>Keeps every bit of any pixel type: GZIP_2, one row a tile. What exposures are written with by default.</summary>
    public static FitsCompression Lossless { get; } = new();

    /// <summary>The code of the tiles.</summary>
    public FitsCompressionAlgorithm Algorithm { get; init; } = FitsCompressionAlgorithm.Gzip2;

    /// <summary>Columns of a tile; 0 for whole rows.</summary>
    public int TileWidth { get; init; }

    /// <summary>Rows of a tile; 0 for what suits the algorithm.</summary>
    public int TileHeight { get; init; }

    /// <summary>
    /// For real pixels: the noise is divided into so many steps and values are rounded to them, the noise being
    /// that of each tile. Null keeps every bit, which only gzip can.
    /// </summary>
    public float? QuantizeLevel { get; init; }

    /// <summary>For real pixels: the step to which values are rounded, the same in all tiles. It goes before <see cref="QuantizeLevel"/>.</summary>
    public float? QuantizeStep { get; init; }

    /// <summary>How rounded values are dithered; HCOMPRESS can't keep exact zeros.</summary>
    public FitsDither Dither { get; init; } = FitsDither.KeepZeros;

    /// <summary>Where the series of random numbers for dithering begins: 1 to 10000.</summary>
    public int DitherSeed { get; init; } = 1;

    /// <summary>For HCOMPRESS_1: 0 keeps every bit of integers, a positive number loses as much of the noise.</summary>
    public float HcompressScale { get; init; }

    /// <summary>Whether real pixels are rounded.</summary>
    internal bool IsQuantized => QuantizeStep is not null || QuantizeLevel is not null;

    /// <summary>Lossy compression by Rice's code, as survey archives use it for images and variances.</summary>
    /// <param name="quantizeLevel">Into how many steps the noise is divided.</param>
    /// <param name="ditherSeed">Where the series of random numbers begins: 1 to 10000.</param>
    public static FitsCompression Lossy(float quantizeLevel, int ditherSeed = 1) => new()
    {
        Algorithm = FitsCompressionAlgorithm.Rice1,
        QuantizeLevel = quantizeLevel,
        DitherSeed = ditherSeed,
    };
}
