using SkyButler.Parquet.Metadata;

namespace SkyButler.Parquet.Pages;

/// <summary>What leads a page.</summary>
internal sealed record PageHeader
{
    public required PageType Type { get; init; }
    public required int CompressedSize { get; init; }
    public required int UncompressedSize { get; init; }
    public uint? Crc { get; init; }
    public int ValueCount { get; init; }
    public PageEncoding Encoding { get; init; }
    public PageEncoding DefinitionEncoding { get; init; } = PageEncoding.RunLength;
    public PageEncoding RepetitionEncoding { get; init; } = PageEncoding.RunLength;

    /// <summary>Of the second version of data pages: the bytes of levels, which lie before the values and aren't compressed.</summary>
    public int DefinitionBytes { get; init; }
    public int RepetitionBytes { get; init; }
    public bool IsCompressed { get; init; } = true;
    public bool IsData => Type is PageType.Data or PageType.DataV2;
}
