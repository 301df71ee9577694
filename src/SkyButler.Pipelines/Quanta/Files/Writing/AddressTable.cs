using System.Buffers.Binary;

namespace SkyButler.Pipelines.Quanta.Files.Writing;

/// <summary>The table by which single quanta of a graph file are found: rows sorted by identifier, integers big-endian.</summary>
internal static class AddressTable
{
    private const int IdSize = 16;

    /// <summary>A table with one address for each identifier.</summary>
    public static byte[] Write(IReadOnlyList<(Guid Id, long Offset, long Size)> addresses) => Write([.. addresses.Select(a => (a.Id, 0, a.Offset, a.Size))], 1);

    /// <summary>A table with an address of each kind for each identifier; those that nobody gives are empty.</summary>
    public static byte[] Write(IReadOnlyList<(Guid Id, int Kind, long Offset, long Size)> addresses, int kinds)
    {
        const int integer = GraphFileNames.IntegerSize;
        var sorted = addresses.ToArray();
        Array.Sort([.. sorted.Select(a => Key(a.Id))], sorted);
        var rows = sorted.Where((a, i) => i == 0 || a.Id != sorted[i - 1].Id).Count();
        var size = IdSize + integer + (2 * kinds * integer);
        var table = new byte[1 + (2 * integer) + ((long)rows * size)];
        table[0] = integer;
        Write(1, rows);
        Write(1 + integer, kinds);
        var at = 1 + (2 * integer) - size;
        for (var (i, row) = (0, -1); i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i].Id != sorted[i - 1].Id)
            {
                at += size;
                sorted[i].Id.TryWriteBytes(table.AsSpan(at), bigEndian: true, out _);
                Write(at + IdSize, ++row);
            }

            var place = at + IdSize + integer + (2 * sorted[i].Kind * integer);
            Write(place, sorted[i].Offset);
            Write(place + integer, sorted[i].Size);
        }

        return table;

        void Write(int place, long value) => BinaryPrimitives.WriteInt64BigEndian(table.AsSpan(place), value);
    }

    private static UInt128 Key(Guid id)
    {
        Span<byte> bytes = stackalloc byte[IdSize];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
