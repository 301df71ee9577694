using SkyButler.Parquet.Metadata;

namespace SkyButler.Parquet;

/// <summary>How a file is written.</summary>
public sealed record ParquetWriteOptions
{
    private const int UsualLevel = 3;
    private const int UsualGroupRows = 1 << 20;
    private const long UsualGroupBytes = 128L << 20;
    private const int UsualPageBytes = 1 << 20;
    private const int UsualPageRows = 1 << 17;

    /// <summary>The codec of all columns.</summary>
    public CompressionCodec Codec { get; init; } = CompressionCodec.Zstd;

    /// <summary>How hard zstd tries, from 1 to 22.</summary>
    public int CompressionLevel { get; init; } = UsualLevel;

    /// <summary>How many rows a row group has at most.</summary>
    public int RowGroupRows { get; init; } = UsualGroupRows;

    /// <summary>After how many bytes of values a row group ends; the writer keeps no more than this, compressed, and the pages at hand.</summary>
    public long RowGroupBytes { get; init; } = UsualGroupBytes;

    /// <summary>After how many bytes of values a page ends.</summary>
    public int PageBytes { get; init; } = UsualPageBytes;

    /// <summary>How many rows a page has at most.</summary>
    public int PageRows { get; init; } = UsualPageRows;

    /// <summary>How many bytes a dictionary takes at most before values are written plainly; 0 for no dictionaries.</summary>
    public int DictionaryBytes { get; init; } = UsualPageBytes;

    /// <summary>Whether pages carry a checksum, by which readers find bytes that were changed.</summary>
    public bool HasChecksums { get; init; } = true;

    /// <summary>Texts to leave in the file for programs.</summary>
    public IReadOnlyDictionary<string, string> KeyValues { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The program that is to be named as the writer.</summary>
    public string CreatedBy { get; init; } = "SkyButler.Parquet version 0.1.0";

    /// <summary>How many columns are encoded at once.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;
}
