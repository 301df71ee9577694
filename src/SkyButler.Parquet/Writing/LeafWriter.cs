using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Compression;
using SkyButler.Parquet.Encodings;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Pages;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Writing.Footers;
using SkyButler.Parquet.Writing.Leaves;

namespace SkyButler.Parquet.Writing;

/// <summary>Encodes the values of one leaf into the pages of a column chunk, which it keeps until the row group is written.</summary>
internal sealed class LeafWriter : IDisposable
{
    private readonly IReadOnlyList<FieldNode> way;
    private readonly ParquetWriteOptions options;
    private readonly LeafPage page;
    private readonly GrowingList<byte> definitions = new();
    private readonly GrowingList<byte> repetitions = new();
    private readonly List<PageRecord> pages = [];
    private bool usesDictionary;
    private bool allDefined = true;
    private int entryCount;
    private int rowCount;

    public LeafWriter(IReadOnlyList<FieldNode> way, ParquetWriteOptions options)
    {
        (this.way, this.options) = (way, options);
        page = LeafPage.For(Leaf.Field);
        usesDictionary = options.DictionaryBytes > 0;
    }

    public ParquetLeaf Leaf => way[^1].Leaf!;

    /// <summary>Bytes that are kept: finished pages and the values of the page at hand.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes rows of a column of the batch.</summary>
    public void Append(ParquetColumn column, int start, int count)
    {
        while (count > 0)
        {
            var rows = PagePieces.Rows(column, start, Math.Min(count, options.PageRows - rowCount), options.PageBytes - page.Bytes);
            Take(Shredder.Shred(way, column, start, rows));
            rowCount += rows;
            start += rows;
            count -= rows;
            if (rowCount >= options.PageRows || page.Bytes >= options.PageBytes || entryCount >= PagePieces.MostEntries)
                EndPage();
        }
    }

    /// <summary>Finishes the column chunk and begins another.</summary>
    public ChunkRecord EndChunk()
    {
        if (rowCount > 0 || pages.Count == 0)
            EndPage();
        var hasDictionary = pages.Exists(p => p.UsesDictionary);
        var chunk = new ChunkRecord
        {
            Leaf = Leaf,
            Codec = options.Codec,
            Dictionary = hasDictionary ? EncodeDictionary() : null,
            Pages = [.. pages],
        };
        pages.Clear();
        page.ClearDictionary();
        usesDictionary = options.DictionaryBytes > 0;
        Bytes = 0;
        return chunk;
    }

    public void Dispose() => pages.ForEach(p => p.Bytes.Dispose());

    private void Take(ShreddedRows rows)
    {
        var highest = (byte)Leaf.MaximumDefinition;
        if (highest > 0 && (!allDefined || rows.Definitions.Length > 0))
        {
            // From the first null on levels are kept; those before were the highest.
            if (allDefined)
                definitions.Extend(entryCount).Fill(highest);
            allDefined = false;
            var target = definitions.Extend(rows.EntryCount);
            if (rows.Definitions.Length > 0)
                rows.Definitions.CopyTo(target);
            else
                target.Fill(highest);
        }

        rows.Repetitions.CopyTo(repetitions.Extend(rows.Repetitions.Length));
        if (rows.Start >= 0)
            page.Append(rows.Leaf, rows.Start, rows.EntryCount);
        else
            page.Append(rows.Leaf, rows.Places);
        entryCount += rows.EntryCount;
    }

    private void EndPage()
    {
        using var raw = new PooledWriter();
        if (Leaf.MaximumRepetition > 0)
            WriteLevels(repetitions.Filled, Leaf.MaximumRepetition, raw);
        if (Leaf.MaximumDefinition > 0)
            WriteLevels(allDefined ? default : definitions.Filled, Leaf.MaximumDefinition, raw);
        var encoding = WriteValues(raw);
        var bounds = page.Bounds();
        var header = new PageHeader { Type = PageType.Data, Encoding = encoding, ValueCount = entryCount, CompressedSize = 0, UncompressedSize = raw.Count };
        var record = Finish(header, raw) with
        {
            RowCount = rowCount,
            EntryCount = entryCount,
            NullCount = entryCount - page.Count,
            Minimum = bounds?.Minimum,
            Maximum = bounds?.Maximum,
            UsesDictionary = encoding == PageEncoding.RunLengthDictionary,
        };
        pages.Add(record);
        Bytes += record.Length;
        page.Clear();
        definitions.Clear();
        repetitions.Clear();
        (allDefined, entryCount, rowCount) = (true, 0, 0);
    }

    private PageEncoding WriteValues(PooledWriter raw)
    {
        if (usesDictionary && page.Count > 0)
        {
            var pooled = ArrayPool<int>.Shared.Rent(page.Count);
            var positions = pooled.AsSpan(0, page.Count);
            usesDictionary = page.TryFind(positions, options.DictionaryBytes);
            if (usesDictionary)
            {
                var width = Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)page.DictionaryCount - 1));
                raw.GetSpan(1)[0] = (byte)width;
                raw.Advance(1);
                RunEncoder.Encode(positions, width, raw);
            }

            ArrayPool<int>.Shared.Return(pooled);
            if (usesDictionary)
                return PageEncoding.RunLengthDictionary;
        }

        page.WritePlain(raw);
        return PageEncoding.Plain;
    }

    // The length comes first, in four bytes. No levels stand for the highest everywhere.
    private void WriteLevels(ReadOnlySpan<byte> levels, int highest, PooledWriter raw)
    {
        var start = raw.Count;
        raw.GetSpan(sizeof(int));
        raw.Advance(sizeof(int));
        var width = 32 - BitOperations.LeadingZeroCount((uint)highest);
        if (levels.Length == 0 && entryCount > 0)
        {
            RunEncoder.Run(highest, entryCount, width, raw);
        }
        else
        {
            var pooled = ArrayPool<int>.Shared.Rent(levels.Length);
            for (var i = 0; i < levels.Length; i++)
                pooled[i] = levels[i];
            RunEncoder.Encode(pooled.AsSpan(0, levels.Length), width, raw);
            ArrayPool<int>.Shared.Return(pooled);
        }

        BinaryPrimitives.WriteInt32LittleEndian(raw.At(start), raw.Count - start - sizeof(int));
    }

    private PageRecord EncodeDictionary()
    {
        using var raw = new PooledWriter();
        page.WriteDictionary(raw);
        return Finish(new() { Type = PageType.Dictionary, Encoding = PageEncoding.Plain, ValueCount = page.DictionaryCount, CompressedSize = 0, UncompressedSize = raw.Count }, raw);
    }

    private PageRecord Finish(PageHeader header, PooledWriter raw)
    {
        using var body = new PooledWriter();
        PageCompression.Compress(options.Codec, options.CompressionLevel, raw.Written, body);
        var head = PageHeaderWriter.Write(header with { CompressedSize = body.Count, Crc = options.HasChecksums ? Crc32.Of(body.Written) : null }).Span;
        var bytes = new PooledWriter();
        var target = bytes.GetSpan(head.Length + body.Count);
        head.CopyTo(target);
        body.Written.CopyTo(target[head.Length..]);
        bytes.Advance(head.Length + body.Count);
        return new() { Bytes = bytes, UncompressedBytes = raw.Count + head.Length, Length = bytes.Count };
    }
}
