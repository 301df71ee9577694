using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Thrift;

namespace SkyButler.Parquet.Pages;

/// <summary>Decodes page indexes (the format's <c>OffsetIndex</c> and <c>ColumnIndex</c>).</summary>
internal static class PageIndexReader
{
    public static IReadOnlyList<PageLocation> ReadLocations(ReadOnlySpan<byte> bytes, long rowCount)
    {
        var reader = new ThriftReader(bytes);
        var pages = new List<PageLocation>();
        for (var id = 0; reader.NextField(ref id, out var type);)
        {
            if (id != 1)
            {
                reader.Skip(type);
                continue;
            }

            for (var left = reader.ReadListOf(ThriftType.Struct); left > 0; left--)
                pages.Add(ReadLocation(ref reader));
        }

        for (var i = 0; i < pages.Count; i++)
            if (pages[i].FirstRow >= rowCount || (i == 0 ? pages[i].FirstRow != 0 : pages[i].FirstRow <= pages[i - 1].FirstRow || pages[i].Offset <= pages[i - 1].Offset))
                throw new ParquetFormatException("the pages of a page index are out of order");
        return pages;
    }

    /// <summary>What is known of each page; null for a page of nulls only.</summary>
    public static IReadOnlyList<ColumnStatistics?> ReadStatistics(ReadOnlySpan<byte> bytes)
    {
        var reader = new ThriftReader(bytes);
        List<bool> empty = [];
        List<byte[]> least = [], most = [];
        List<long> nulls = [];
        for (var id = 0; reader.NextField(ref id, out var type);)
        {
            switch (id)
            {
                case 1:
                    for (var left = reader.ReadListOf(ThriftType.True); left > 0; left--)
                        empty.Add(reader.ReadBooleanElement());
                    break;
                case 2 or 3:
                    for (var left = reader.ReadListOf(ThriftType.Binary); left > 0; left--)
                        (id == 2 ? least : most).Add(reader.ReadBinary().ToArray());
                    break;
                case 5:
                    for (var left = reader.ReadListOf(ThriftType.I64); left > 0; left--)
                        nulls.Add(reader.ReadInt64());
                    break;
                default: reader.Skip(type); break;
            }
        }

        if (least.Count != empty.Count || most.Count != empty.Count || (nulls.Count > 0 && nulls.Count != empty.Count))
            throw new ParquetFormatException("the lists of a page index have different lengths");
        return [.. empty.Select((e, i) => e ? null : new ColumnStatistics { Minimum = least[i], Maximum = most[i], NullCount = nulls.Count > 0 ? nulls[i] : null })];
    }

    private static PageLocation ReadLocation(ref ThriftReader reader)
    {
        long offset = -1, row = -1;
        var bytes = 0;
        for (var id = 0; reader.NextField(ref id, out var type);)
        {
            switch (id)
            {
                case 1: offset = reader.ReadSize("offset of a page"); break;
                case 2: bytes = reader.ReadInt32(); break;
                case 3: row = reader.ReadSize("first row of a page"); break;
                default: reader.Skip(type); break;
            }
        }

        return new(offset, bytes, row);
    }
}
