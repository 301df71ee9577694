namespace SkyButler.Imaging.Fits;

/// <summary>What a reader accepts from a file before it calls it hostile or broken.</summary>
public sealed record FitsReadLimits
{
    /// <summary>The limits that are used when none are given.</summary>
    public static FitsReadLimits Default { get; } = new();

    /// <summary>Most HDUs in a file.</summary>
    public int MaxHdus { get; init; } = 10_000;

    /// <summary>Most 80-byte cards in one header.</summary>
    public int MaxCards { get; init; } = 100_000;

    /// <summary>Most 80-byte cards in all headers of a file.</summary>
    public long MaxTotalCards { get; init; } = 2_000_000;

    /// <summary>Most bytes that a gzip stream may grow to.</summary>
    public long MaxDecompressedBytes { get; init; } = 2L << 30;

    /// <summary>Most pixels that one read of an image gives.</summary>
    public long MaxPixels { get; init; } = 1L << 29;

    /// <summary>Most bytes that one tile of a compressed table may have.</summary>
    public long MaxTableTileBytes { get; init; } = 1L << 30;
}
