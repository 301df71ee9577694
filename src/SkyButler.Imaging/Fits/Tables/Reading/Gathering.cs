using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>Collects the bytes of a column from rows, and turns them to the machine's order.</summary>
internal static class Gathering
{
    /// <summary>Numbers of rows, one behind the other.</summary>
    /// <param name="rows">Rows, from the column's first byte on.</param>
    /// <param name="stride">Bytes from row to row.</param>
    /// <param name="width">Bytes of the column in a row.</param>
    /// <param name="size">Bytes of a number: 1, 2, 4 or 8.</param>
    /// <param name="into">Where they go: as many bytes as the rows have of the column.</param>
    public static void Numbers(ReadOnlySpan<byte> rows, int stride, int width, int size, Span<byte> into)
    {
        if (width == size && stride != width && BitConverter.IsLittleEndian)
        {
            Scalars(rows, stride, size, into);
            return;
        }

        Bytes(rows, stride, width, into);
        Swap(into, size);
    }

    public static void Bytes(ReadOnlySpan<byte> rows, int stride, int width, Span<byte> into)
    {
        if (stride == width)
        {
            rows[..into.Length].CopyTo(into);
            return;
        }

        for (int at = 0, from = 0; at < into.Length; at += width, from += stride)
            rows.Slice(from, width).CopyTo(into[at..]);
    }

    public static void Swap(Span<byte> bytes, int size)
    {
        if (!BitConverter.IsLittleEndian)
            return;
        switch (size)
        {
            case 2:
                var two = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(two, two);
                break;
            case 4:
                var four = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(four, four);
                break;
            case 8:
                var eight = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(eight, eight);
                break;
            default:
                break;
        }
    }

    // One number a row is what most columns hold: read, turned and written without a copy between.
    private static void Scalars(ReadOnlySpan<byte> rows, int stride, int size, Span<byte> into)
    {
        int count = into.Length / size;
        if (count == 0)
            return;
        _ = rows[((count - 1) * stride) + size - 1];
        ref byte from = ref MemoryMarshal.GetReference(rows);
        ref byte to = ref MemoryMarshal.GetReference(into);
        switch (size)
        {
            case 1:
                for (nint i = 0; i < count; i++)
                    Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i * stride);
                break;
            case 2:
                for (nint i = 0; i < count; i++)
                    Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, i * 2), BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref from, i * stride))));
                break;
            case 4:
                for (nint i = 0; i < count; i++)
                    Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, i * 4), BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref from, i * stride))));
                break;
            default:
                for (nint i = 0; i < count; i++)
                    Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, i * 8), BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, i * stride))));
                break;
        }
    }
}
