using System.Buffers.Binary;
using SkyButler.Imaging.Fits.Layout;

namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>One row of a compressed image's table: where a tile's bytes lie in the heap and how it is scaled.</summary>
/// <param name="Index">Number of the tile.</param>
/// <param name="Storage">In which form its bytes are.</param>
/// <param name="Offset">First byte in the heap.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Scale">Scale of quantized values, if they are quantized.</param>
/// <param name="Zero">Zero point of quantized values.</param>
/// <param name="Blank">Integer that stands for no value.</param>
internal readonly record struct TileRow(
    long Index, TileStorage Storage, long Offset, int Length, double? Scale, double Zero, long? Blank)
{
    /// <summary>Reads a row's bytes, checking that the tile lies within the heap.</summary>
    public static TileRow Parse(TileLayout layout, TileColumns columns, long index, ReadOnlySpan<byte> row)
    {
        var hdu = layout.Table.Hdu;
        foreach (var (column, storage) in columns.Data)
        {
            var (count, offset) = Descriptor(column, row);
            if (count == 0)
                continue;
            long length = count < 0 || count > int.MaxValue ? -1 : count * column.ElementLength;
            if (length < 0 || length > int.MaxValue || offset < 0 || offset > layout.Table.HeapLength - length)
                throw hdu.Error($"tile {index} claims {count} elements at byte {offset} of a heap of {layout.Table.HeapLength} bytes");
            bool quantized = storage == TileStorage.Coded && layout.Quantization.IsQuantized;
            return new TileRow(index, storage, offset, (int)length,
                quantized ? Number(columns.Scale, row) ?? layout.Quantization.Scale : null,
                Number(columns.Zero, row) ?? layout.Quantization.Zero,
                Number(columns.Blank, row) is { } blank ? (long)blank : layout.Quantization.Blank);
        }

        throw hdu.Error($"tile {index} has no data");
    }

    private static (long Count, long Offset) Descriptor(ColumnLayout column, ReadOnlySpan<byte> row)
    {
        var bytes = row[column.Offset..];
        if (column.Repeat == 0)
            return (0, 0);
        return column.Descriptor == 'P'
            ? (BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes[4..]))
            : (BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]));
    }

    private static double? Number(ColumnLayout? column, ReadOnlySpan<byte> row) => column?.Type switch
    {
        'D' => BinaryPrimitives.ReadDoubleBigEndian(row[column.Offset..]),
        'E' => BinaryPrimitives.ReadSingleBigEndian(row[column.Offset..]),
        'J' => BinaryPrimitives.ReadInt32BigEndian(row[column.Offset..]),
        'K' => BinaryPrimitives.ReadInt64BigEndian(row[column.Offset..]),
        'I' => BinaryPrimitives.ReadInt16BigEndian(row[column.Offset..]),
        _ => null,
    };
}
