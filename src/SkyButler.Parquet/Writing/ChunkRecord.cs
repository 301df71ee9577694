using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Writing;

/// <summary>A finished column chunk.</summary>
internal sealed record ChunkRecord
{
    public required ParquetLeaf Leaf { get; init; }

    public required CompressionCodec Codec { get; init; }

    public PageRecord? Dictionary { get; init; }

    public required IReadOnlyList<PageRecord> Pages { get; init; }

    /// <summary>Where the first page, of the dictionary or of data, begins in the file.</summary>
    public long Start { get; init; }

    public FileSection ColumnIndex { get; init; }

    public FileSection OffsetIndex { get; init; }

    public long Length => Pages.Sum(p => (long)p.Length) + (Dictionary?.Length ?? 0);

    public long UncompressedBytes => Pages.Sum(p => (long)p.UncompressedBytes) + (Dictionary?.UncompressedBytes ?? 0);

    public long EntryCount => Pages.Sum(p => (long)p.EntryCount);

    public long NullCount => Pages.Sum(p => (long)p.NullCount);

    public long FirstDataPage => Start + (Dictionary?.Length ?? 0);

    /// <summary>Whether of every page with values the bounds are known.</summary>
    public bool HasBounds => Pages.All(p => p.Minimum is not null || p.NullCount == p.EntryCount);

    /// <summary>The bounds of all pages together; nothing where they are not known.</summary>
    public (ReadOnlyMemory<byte> Minimum, ReadOnlyMemory<byte> Maximum)? Bounds()
    {
        if (!HasBounds || BoundOrder.For(Leaf.Field) is not { } compare)
            return null;
        (ReadOnlyMemory<byte> Minimum, ReadOnlyMemory<byte> Maximum)? bounds = null;
        foreach (var page in Pages.Where(p => p.Minimum is not null))
        {
            var (least, most) = (page.Minimum!.Value, page.Maximum!.Value);
            bounds = bounds is not { } so ? (least, most) : (compare(least, so.Minimum) < 0 ? least : so.Minimum, compare(most, so.Maximum) > 0 ? most : so.Maximum);
        }

        return bounds;
    }
}
