using System.Buffers.Binary;

namespace SkyButler.Pipelines.Quanta.Files.Writing;

/// <summary>The table by which single quanta of a graph file are found: rows sorted by identifier, integers big-endian.</summary>
internal static class AddressTable
{
    private const int IdSize = 16;

    public static byte[] Write(IReadOnlyList<(Guid Id, long Offset, long Size)> addresses)
    {
        const int integer = GraphFileNames.IntegerSize;
        var sorted = addresses.ToArray();
        Array.Sort([.. sorted.Select(a => Key(a.Id))], sorted);
        var table = new byte[1 + (2 * integer) + (sorted.Length * (IdSize + (3 * integer)))];
        table[0] = integer;
        var at = 1;
        Append(sorted.Length);
        Append(1);
        for (var row = 0; row < sorted.Length; row++)
        {
            sorted[row].Id.TryWriteBytes(table.AsSpan(at), bigEndian: true, out _);
            at += IdSize;
            Append(row);
            Append(sorted[row].Offset);
            Append(sorted[row].Size);
        }

        return table;

        void Append(long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(table.AsSpan(at), value);
            at += integer;
        }
    }

    private static UInt128 Key(Guid id)
    {
        Span<byte> bytes = stackalloc byte[IdSize];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
