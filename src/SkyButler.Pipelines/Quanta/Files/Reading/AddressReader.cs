using System.Buffers.Binary;

namespace SkyButler.Pipelines.Quanta.Files.Reading;

/// <summary>Finds the addresses of single quanta and datasets in a graph file, by bisection: a few pages of the table are read, never all of it.</summary>
internal sealed class AddressReader
{
    private const int IdSize = 16;
    private const int PageSize = 1 << 14;
    private const int HeaderSize = 1 + (2 * GraphFileNames.IntegerSize);
    private readonly GraphMembers members;
    private readonly string name;
    private readonly int addresses;
    private readonly long rows;

    private AddressReader(GraphMembers members, string name, int addresses, long rows)
    {
        this.members = members;
        this.name = name;
        this.addresses = addresses;
        this.rows = rows;
    }

    private int RowSize => IdSize + GraphFileNames.IntegerSize + (2 * addresses * GraphFileNames.IntegerSize);

    public static async Task<AddressReader> OpenAsync(GraphMembers members, string name, int addresses, CancellationToken cancellationToken)
    {
        var size = await members.SizeAsync(name, cancellationToken).ConfigureAwait(false);
        if (size < HeaderSize)
            throw new InvalidDataException($"its part '{name}' is missing or damaged.");
        var header = await members.RangeAsync(name, 0, HeaderSize, cancellationToken).ConfigureAwait(false);
        var reader = new AddressReader(members, name, addresses, BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(1)));
        return header[0] == GraphFileNames.IntegerSize && BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(1 + GraphFileNames.IntegerSize)) == addresses
            && reader.rows >= 0 && reader.rows <= size / reader.RowSize && HeaderSize + (reader.rows * reader.RowSize) == size
            ? reader
            : throw new InvalidDataException($"its part '{name}' is damaged.");
    }

    /// <summary>Where something lies: its address of a kind, or null where it has none.</summary>
    public async Task<(long Offset, long Size)?> FindAsync(Guid id, int kind, CancellationToken cancellationToken)
    {
        var wanted = Key(id);
        var (low, high) = (0L, rows);
        var perPage = PageSize / RowSize;
        while (low < high)
        {
            var first = Math.Max(low, ((low + high) / 2) - (perPage / 2));
            var count = (int)Math.Min(perPage, high - first);
            var page = await members.RangeAsync(name, HeaderSize + (first * RowSize), count * RowSize, cancellationToken).ConfigureAwait(false);
            if (wanted < Key(page, 0))
                high = first;
            else if (wanted > Key(page, count - 1))
                low = first + count;
            else
                return Find(page, count, wanted, kind);
        }

        return null;
    }

    private (long Offset, long Size)? Find(byte[] page, int count, UInt128 wanted, int kind)
    {
        for (var row = 0; row < count; row++)
        {
            if (Key(page, row) != wanted)
                continue;
            var at = (row * RowSize) + IdSize + GraphFileNames.IntegerSize + (2 * kind * GraphFileNames.IntegerSize);
            var address = (BinaryPrimitives.ReadInt64BigEndian(page.AsSpan(at)), BinaryPrimitives.ReadInt64BigEndian(page.AsSpan(at + GraphFileNames.IntegerSize)));
            return address.Item2 == 0 ? null : address;
        }

        return null;
    }

    private UInt128 Key(byte[] page, int row) => BinaryPrimitives.ReadUInt128BigEndian(page.AsSpan(row * RowSize));

    private static UInt128 Key(Guid id) => BinaryPrimitives.ReadUInt128BigEndian(id.ToByteArray(bigEndian: true));
}
