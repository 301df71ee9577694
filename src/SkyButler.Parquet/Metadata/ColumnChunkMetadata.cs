namespace SkyButler.Parquet.Metadata;

/// <summary>The values of one leaf in one row group.</summary>
public sealed record ColumnChunkMetadata
{
    /// <summary>The codec of its pages.</summary>
    public required CompressionCodec Codec { get; init; }

    /// <summary>The encodings that occur in it.</summary>
    public required IReadOnlyList<PageEncoding> Encodings { get; init; }

    /// <summary>How many values there are, nulls and the places of empty lists among them.</summary>
    public required long ValueCount { get; init; }

    /// <summary>Bytes with page headers, as if nothing were compressed.</summary>
    public required long UncompressedBytes { get; init; }

    /// <summary>Bytes in the file.</summary>
    public required long CompressedBytes { get; init; }

    /// <summary>What is known of the values; null for nothing.</summary>
    public ColumnStatistics? Statistics { get; init; }

    internal IReadOnlyList<string> Path { get; init; } = [];

    internal Schemas.PhysicalType Type { get; init; }

    internal long DataPageOffset { get; init; }

    internal long? DictionaryPageOffset { get; init; }

    internal FileSection? OffsetIndex { get; init; }

    internal FileSection? ColumnIndex { get; init; }

    internal string? OtherFile { get; init; }

    internal bool IsEncrypted { get; init; }

    /// <summary>Where the first page begins. Some writers leave an offset of 0 for a dictionary that isn't there.</summary>
    internal long Start => DictionaryPageOffset is > 0 and var dictionary && dictionary < DataPageOffset ? dictionary : DataPageOffset;
}
