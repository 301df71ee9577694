using SkyButler.Parquet.Thrift;

namespace SkyButler.Parquet.Writing.Footers;

/// <summary>Encodes page indexes: where each page is, and the bounds of its values.</summary>
internal static class PageIndexWriter
{
    private const int Unordered = 0;
    private const int Ascending = 1;
    private const int Descending = 2;

    public static ReadOnlyMemory<byte> WriteLocations(ChunkRecord chunk)
    {
        var writer = new ThriftWriter();
        writer.BeginElement();
        writer.List(1, ThriftType.Struct, chunk.Pages.Count);
        var (offset, row) = (chunk.FirstDataPage, 0L);
        foreach (var page in chunk.Pages)
        {
            writer.BeginElement();
            writer.Int64(1, offset);
            writer.Int32(2, page.Length);
            writer.Int64(3, row);
            writer.End();
            offset += page.Length;
            row += page.RowCount;
        }

        writer.End();
        return writer.Written;
    }

    /// <summary>The bounds; null where they are not known of all pages.</summary>
    public static ReadOnlyMemory<byte>? WriteBounds(ChunkRecord chunk)
    {
        if (!chunk.HasBounds || BoundOrder.For(chunk.Leaf.Field) is not { } compare)
            return null;
        var writer = new ThriftWriter();
        writer.BeginElement();
        writer.List(1, ThriftType.True, chunk.Pages.Count);
        foreach (var page in chunk.Pages)
            writer.BooleanElement(page.Minimum is null);
        writer.List(2, ThriftType.Binary, chunk.Pages.Count);
        foreach (var page in chunk.Pages)
            writer.BinaryElement(page.Minimum.GetValueOrDefault().Span);
        writer.List(3, ThriftType.Binary, chunk.Pages.Count);
        foreach (var page in chunk.Pages)
            writer.BinaryElement(page.Maximum.GetValueOrDefault().Span);
        writer.Int32(4, Order(chunk.Pages, compare));
        writer.List(5, ThriftType.I64, chunk.Pages.Count);
        foreach (var page in chunk.Pages)
            writer.Int64Element(page.NullCount);
        writer.End();
        return writer.Written;
    }

    private static int Order(IReadOnlyList<PageRecord> pages, Comparison<ReadOnlyMemory<byte>> compare)
    {
        var (rises, falls) = (true, true);
        PageRecord? before = null;
        foreach (var page in pages.Where(p => p.Minimum is not null))
        {
            if (before is not null)
            {
                var (least, most) = (compare(before.Minimum!.Value, page.Minimum!.Value), compare(before.Maximum!.Value, page.Maximum!.Value));
                rises &= least <= 0 && most <= 0;
                falls &= least >= 0 && most >= 0;
            }

            before = page;
        }

        return rises ? Ascending : falls ? Descending : Unordered;
    }
}
