using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Pages;
using SkyButler.Parquet.Thrift;

namespace SkyButler.Parquet.Writing.Footers;

/// <summary>Encodes page headers.</summary>
internal static class PageHeaderWriter
{
    public static ReadOnlyMemory<byte> Write(PageHeader header)
    {
        var writer = new ThriftWriter();
        writer.BeginElement();
        writer.Int32(1, (int)header.Type);
        writer.Int32(2, header.UncompressedSize);
        writer.Int32(3, header.CompressedSize);
        if (header.Crc is { } crc)
            writer.Int32(4, (int)crc);
        var isDictionary = header.Type == PageType.Dictionary;
        writer.Begin(isDictionary ? 7 : 5);
        writer.Int32(1, header.ValueCount);
        writer.Int32(2, (int)header.Encoding);
        if (!isDictionary)
        {
            writer.Int32(3, (int)PageEncoding.RunLength);
            writer.Int32(4, (int)PageEncoding.RunLength);
        }

        writer.End();
        writer.End();
        return writer.Written;
    }
}
