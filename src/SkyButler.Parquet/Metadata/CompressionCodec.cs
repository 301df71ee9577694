namespace SkyButler.Parquet.Metadata;

/// <summary>How pages are compressed.</summary>
public enum CompressionCodec
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Snappy, quick and moderate.</summary>
    Snappy = 1,

    /// <summary>Gzip.</summary>
    Gzip = 2,

    /// <summary>LZO, which isn't read here.</summary>
    Lzo = 3,

    /// <summary>Brotli.</summary>
    Brotli = 4,

    /// <summary>LZ4 in frames of Hadoop, obsolete and not read here.</summary>
    Lz4 = 5,

    /// <summary>Zstandard.</summary>
    Zstd = 6,

    /// <summary>LZ4 blocks; read, not written.</summary>
    Lz4Raw = 7,
}
