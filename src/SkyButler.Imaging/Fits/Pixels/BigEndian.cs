using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SkyButler.Imaging.Fits.Pixels;

/// <summary>FITS stores numbers with their most significant byte first.</summary>
internal static class BigEndian
{
    /// <summary>Changes the byte order of numbers in place: from file to machine, or back.</summary>
    public static void Swap<T>(Span<T> numbers)
        where T : unmanaged, INumber<T>
    {
        if (!BitConverter.IsLittleEndian || numbers.IsEmpty)
            return;
        switch (System.Runtime.CompilerServices.Unsafe.SizeOf<T>())
        {
            case 2:
                var two = MemoryMarshal.Cast<T, ushort>(numbers);
                BinaryPrimitives.ReverseEndianness(two, two);
                break;
            case 4:
                var four = MemoryMarshal.Cast<T, uint>(numbers);
                BinaryPrimitives.ReverseEndianness(four, four);
                break;
            case 8:
                var eight = MemoryMarshal.Cast<T, ulong>(numbers);
                BinaryPrimitives.ReverseEndianness(eight, eight);
                break;
            default:
                break;
        }
    }

    /// <summary>Numbers from their bytes in a file; a copy.</summary>
    public static T[] ToArray<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged, INumber<T>
    {
        var numbers = MemoryMarshal.Cast<byte, T>(bytes).ToArray();
        Swap<T>(numbers);
        return numbers;
    }

    /// <summary>Bytes for a file from numbers; a copy.</summary>
    public static byte[] ToBytes<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, INumber<T>
    {
        var copy = numbers.ToArray();
        Swap<T>(copy);
        return MemoryMarshal.AsBytes(copy.AsSpan()).ToArray();
    }
}
