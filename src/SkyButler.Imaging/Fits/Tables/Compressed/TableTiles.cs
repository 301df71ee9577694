using System.Buffers.Binary;
using System.IO.Compression;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Fits.Tiles;

namespace SkyButler.Imaging.Fits.Tables.Compressed;

/// <summary>Reads tiles of a compressed table: in each, the bytes of a column stand together, compressed by an algorithm of its own.</summary>
internal sealed class TableTiles(IByteSource source, TableLayout stored, TableLayout plain, int tileRows)
{
    private const int RiceBlock = 32;

    public string Name => source.Name;

    /// <summary>Bytes of a whole tile.</summary>
    public long TileLength => (long)tileRows * plain.RowLength;

    /// <summary>Bytes of all rows.</summary>
    public long Length => plain.RowLength * plain.RowCount;

    /// <summary>The rows of a tile.</summary>
    /// <exception cref="FitsFormatException">The tile is damaged.</exception>
    public async Task<byte[]> ReadAsync(long number, CancellationToken cancellationToken)
    {
        int rows = (int)Math.Min(tileRows, plain.RowCount - (number * tileRows));
        var places = new byte[stored.RowLength];
        await source.ReadExactlyAsync(stored.Hdu.DataOffset + (number * stored.RowLength), places, cancellationToken).ConfigureAwait(false);
        var tile = new byte[rows * plain.RowLength];
        for (int n = 0; n < plain.Columns.Count; n++)
        {
            var column = plain.Columns[n];
            var packed = await ReadPackedAsync(stored.Columns[n], places, number, cancellationToken).ConfigureAwait(false);
            var bytes = Unpack(packed, column, n + 1, rows * column.Width);
            for (int row = 0; row < rows; row++)
                bytes.AsSpan(row * column.Width, column.Width).CopyTo(tile.AsSpan((row * plain.RowLength) + column.Offset));
        }

        return tile;
    }

    private async Task<byte[]> ReadPackedAsync(ColumnLayout column, byte[] places, long number, CancellationToken cancellationToken)
    {
        if (!column.IsVariable || column.Type != 'B' || column.Repeat == 0)
            throw stored.Hdu.Error($"column {column.Name} of a compressed table must hold arrays of bytes");
        var field = places.AsMemory(column.Offset, column.Width);
        var (length, offset) = column.Descriptor == 'P'
            ? (BinaryPrimitives.ReadInt32BigEndian(field.Span), BinaryPrimitives.ReadInt32BigEndian(field.Span[4..]))
            : (BinaryPrimitives.ReadInt64BigEndian(field.Span), BinaryPrimitives.ReadInt64BigEndian(field.Span[8..]));
        if (length < 0 || offset < 0 || length > Math.Min(stored.HeapLength, Array.MaxLength) || offset > stored.HeapLength - length)
            throw stored.Hdu.Error($"tile {number} of column {column.Name} claims {length} bytes at byte {offset} of a heap of {stored.HeapLength} bytes");
        var bytes = new byte[length];
        await source.ReadExactlyAsync(stored.Hdu.DataOffset + stored.HeapOffset + offset, bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    private byte[] Unpack(byte[] packed, ColumnLayout column, int n, int length)
    {
        string algorithm = stored.Hdu.Header.FindString($"ZCTYP{n}")?.Trim() ?? "GZIP_2";
        if (length == 0)
            return [];
        try
        {
            return algorithm switch
            {
                "NOCOMPRESS" when packed.Length == length => packed,
                "GZIP_1" => Inflate(packed, length),
                "GZIP_2" => Sorted(Inflate(packed, length), column),
                "RICE_1" when column.Type is 'B' or 'I' or 'J' => Rice(packed, column, length),
                _ => throw new InvalidDataException($"the algorithm {algorithm} is not known for this type"),
            };
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new FitsFormatException(stored.Hdu.File, $"HDU {stored.Hdu.Index}: column {column.Name} of the compressed table can't be read: {error.Message}", error);
        }
    }

    private static byte[] Inflate(byte[] packed, int length)
    {
        var bytes = new byte[length];
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        gzip.ReadExactly(bytes);
        return gzip.ReadByte() < 0 ? bytes : throw new InvalidDataException($"a gzip stream gives more than the {length} bytes of its tile");
    }

    private static byte[] Sorted(byte[] bytes, ColumnLayout column) =>
        column.Type is 'I' or 'J' or 'K' or 'E' or 'D' ? GzipTiles.Unsort(bytes, column.ElementLength) : bytes;

    private static byte[] Rice(byte[] packed, ColumnLayout column, int length)
    {
        var numbers = RiceDecoder.Decode(packed, length / column.ElementLength, RiceBlock, column.ElementLength);
        var bytes = new byte[length];
        for (int i = 0; i < numbers.Length; i++)
        {
            var element = bytes.AsSpan(i * column.ElementLength, column.ElementLength);
            if (element.Length == 1)
                element[0] = (byte)numbers[i];
            else if (element.Length == 2)
                BinaryPrimitives.WriteInt16BigEndian(element, (short)numbers[i]);
            else
                BinaryPrimitives.WriteInt32BigEndian(element, numbers[i]);
        }

        return bytes;
    }
}
