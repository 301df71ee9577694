using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Schemas.Elements;
using SkyButler.Parquet.Thrift;

namespace SkyButler.Parquet.Writing.Footers;

/// <summary>Encodes the metadata at a file's end.</summary>
internal static class FooterWriter
{
    private const int FormatVersion = 2;

    public static ReadOnlyMemory<byte> Write(ParquetSchema schema, IReadOnlyList<GroupRecord> groups, ParquetWriteOptions options)
    {
        var writer = new ThriftWriter();
        writer.BeginElement();
        writer.Int32(1, FormatVersion);
        var elements = SchemaElements.Of(schema);
        writer.List(2, ThriftType.Struct, elements.Count);
        foreach (var element in elements)
            SchemaElementWriter.Write(writer, element);
        writer.Int64(3, groups.Sum(g => g.RowCount));
        writer.List(4, ThriftType.Struct, groups.Count);
        for (var i = 0; i < groups.Count; i++)
            WriteGroup(writer, groups[i], i);
        if (options.KeyValues.Count > 0)
            WriteKeyValues(writer, options.KeyValues);
        writer.String(6, options.CreatedBy);
        writer.List(7, ThriftType.Struct, schema.Leaves.Count);
        for (var i = 0; i < schema.Leaves.Count; i++)
        {
            writer.BeginElement();
            writer.Empty(1);
            writer.End();
        }

        writer.End();
        return writer.Written;
    }

    private static void WriteKeyValues(ThriftWriter writer, IReadOnlyDictionary<string, string> keyValues)
    {
        writer.List(5, ThriftType.Struct, keyValues.Count);
        foreach (var (key, value) in keyValues)
        {
            writer.BeginElement();
            writer.String(1, key);
            writer.String(2, value);
            writer.End();
        }
    }

    private static void WriteGroup(ThriftWriter writer, GroupRecord group, int number)
    {
        writer.BeginElement();
        writer.List(1, ThriftType.Struct, group.Chunks.Count);
        foreach (var chunk in group.Chunks)
            WriteChunk(writer, chunk);
        writer.Int64(2, group.Chunks.Sum(c => c.UncompressedBytes));
        writer.Int64(3, group.RowCount);
        if (group.Chunks.Count > 0)
            writer.Int64(5, group.Chunks[0].Start);
        writer.Int64(6, group.Chunks.Sum(c => c.Length));
        if (number <= short.MaxValue)
            writer.Int16(7, number);
        writer.End();
    }

    private static void WriteChunk(ThriftWriter writer, ChunkRecord chunk)
    {
        writer.BeginElement();
        writer.Int64(2, 0);
        writer.Begin(3);
        WriteColumn(writer, chunk);
        writer.End();
        writer.Int64(4, chunk.OffsetIndex.Offset);
        writer.Int32(5, chunk.OffsetIndex.Length);
        if (chunk.ColumnIndex.Length > 0)
        {
            writer.Int64(6, chunk.ColumnIndex.Offset);
            writer.Int32(7, chunk.ColumnIndex.Length);
        }

        writer.End();
    }

    private static void WriteColumn(ThriftWriter writer, ChunkRecord chunk)
    {
        writer.Int32(1, (int)SchemaElements.Written(chunk.Leaf.Field.PhysicalType));
        var encodings = new List<PageEncoding> { PageEncoding.RunLength };
        if (chunk.Dictionary is not null || chunk.Pages.Any(p => !p.UsesDictionary))
            encodings.Add(PageEncoding.Plain);
        if (chunk.Dictionary is not null)
            encodings.Add(PageEncoding.RunLengthDictionary);
        writer.List(2, ThriftType.I32, encodings.Count);
        foreach (var encoding in encodings)
            writer.Int32Element((int)encoding);
        writer.List(3, ThriftType.Binary, chunk.Leaf.Path.Count);
        foreach (var name in chunk.Leaf.Path)
            writer.StringElement(name);
        writer.Int32(4, (int)chunk.Codec);
        writer.Int64(5, chunk.EntryCount);
        writer.Int64(6, chunk.UncompressedBytes);
        writer.Int64(7, chunk.Length);
        writer.Int64(9, chunk.FirstDataPage);
        if (chunk.Dictionary is not null)
            writer.Int64(11, chunk.Start);
        writer.Begin(12);
        writer.Int64(3, chunk.NullCount);
        if (chunk.Bounds() is var (least, most))
        {
            writer.Binary(5, most.Span);
            writer.Binary(6, least.Span);
            writer.Boolean(7, true);
            writer.Boolean(8, true);
        }

        writer.End();
    }
}
