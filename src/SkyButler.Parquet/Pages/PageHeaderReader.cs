using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Thrift;

namespace SkyButler.Parquet.Pages;

/// <summary>Decodes page headers (the format's <c>PageHeader</c>).</summary>
internal static class PageHeaderReader
{
    /// <param name="bytes">Bytes from the header's first one on.</param>
    /// <param name="length">How many of them are the header's.</param>
    public static PageHeader Read(ReadOnlySpan<byte> bytes, out int length)
    {
        var reader = new ThriftReader(bytes);
        int type = -1, uncompressed = -1, compressed = -1;
        uint? crc = null;
        var header = new PageHeader { Type = PageType.Index, CompressedSize = 0, UncompressedSize = 0, ValueCount = -1 };
        for (var id = 0; reader.NextField(ref id, out var wire);)
        {
            switch (id)
            {
                case 1: type = reader.ReadInt32(); break;
                case 2: uncompressed = reader.ReadInt32(); break;
                case 3: compressed = reader.ReadInt32(); break;
                case 4: crc = (uint)reader.ReadInt32(); break;
                case 5 or 7:
                    ThriftReader.Expect(wire, ThriftType.Struct);
                    header = ReadFirst(ref reader, header);
                    break;
                case 8:
                    ThriftReader.Expect(wire, ThriftType.Struct);
                    header = ReadSecond(ref reader, header);
                    break;
                default: reader.Skip(wire); break;
            }
        }

        length = reader.Position;
        if (uncompressed < 0 || compressed < 0 || type < 0)
            throw new ParquetFormatException($"a page of type {type} is to have {compressed} bytes compressed and {uncompressed} bytes otherwise");
        header = header with { Type = (PageType)type, CompressedSize = compressed, UncompressedSize = uncompressed, Crc = crc };
        if (header.ValueCount < 0 && header.Type is PageType.Data or PageType.DataV2 or PageType.Dictionary)
            throw new ParquetFormatException($"a page of type {header.Type} lacks its number of values");
        if (header.DefinitionBytes < 0 || header.RepetitionBytes < 0 || (long)header.DefinitionBytes + header.RepetitionBytes > Math.Min(compressed, uncompressed))
            throw new ParquetFormatException($"a page of {compressed} bytes is to hold levels of {header.RepetitionBytes} and {header.DefinitionBytes} bytes");
        return header;
    }

    // Data pages of the first version; dictionary pages begin the same way.
    private static PageHeader ReadFirst(ref ThriftReader reader, PageHeader header)
    {
        int count = header.ValueCount, encoding = 0, definition = (int)PageEncoding.RunLength, repetition = definition;
        for (var id = 0; reader.NextField(ref id, out var wire);)
        {
            switch (id)
            {
                case 1: count = reader.ReadInt32(); break;
                case 2: encoding = reader.ReadInt32(); break;
                case 3 when wire == ThriftType.I32: definition = reader.ReadInt32(); break;
                case 4 when wire == ThriftType.I32: repetition = reader.ReadInt32(); break;
                default: reader.Skip(wire); break;
            }
        }

        return header with { ValueCount = count, Encoding = (PageEncoding)encoding, DefinitionEncoding = (PageEncoding)definition, RepetitionEncoding = (PageEncoding)repetition };
    }

    private static PageHeader ReadSecond(ref ThriftReader reader, PageHeader header)
    {
        int count = header.ValueCount, encoding = 0, definition = 0, repetition = 0;
        var compressed = true;
        for (var id = 0; reader.NextField(ref id, out var wire);)
        {
            switch (id)
            {
                case 1: count = reader.ReadInt32(); break;
                case 4: encoding = reader.ReadInt32(); break;
                case 5: definition = reader.ReadInt32(); break;
                case 6: repetition = reader.ReadInt32(); break;
                case 7: compressed = ThriftReader.ReadBoolean(wire); break;
                default: reader.Skip(wire); break;
            }
        }

        return header with { ValueCount = count, Encoding = (PageEncoding)encoding, DefinitionBytes = definition, RepetitionBytes = repetition, IsCompressed = compressed };
    }
}
