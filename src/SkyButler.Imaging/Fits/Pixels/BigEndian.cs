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

    /// <summary>Puts numbers in a file's order into a buffer, in one pass.</summary>
    public static void Swap<T>(ReadOnlySpan<T> numbers, Span<byte> into)
        where T : unmanaged, INumber<T>
    {
        switch (BitConverter.IsLittleEndian ? System.Runtime.CompilerServices.Unsafe.SizeOf<T>() : 1)
        {
            case 2:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<T, ushort>(numbers), MemoryMarshal.Cast<byte, ushort>(into));
                break;
            case 4:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<T, uint>(numbers), MemoryMarshal.Cast<byte, uint>(into));
                break;
            case 8:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<T, ulong>(numbers), MemoryMarshal.Cast<byte, ulong>(into));
                break;
            default:
                MemoryMarshal.AsBytes(numbers).CopyTo(into);
                break;
        }
    }

    /// <summary>Turns the most significant bit of each number: half the range is added, or taken away.</summary>
    public static void TurnSigns<T>(Span<T> numbers)
        where T : unmanaged, INumber<T>
    {
        switch (System.Runtime.CompilerServices.Unsafe.SizeOf<T>())
        {
            case 2: TurnSigns(MemoryMarshal.Cast<T, ushort>(numbers), (ushort)0x8000); break;
            case 4: TurnSigns(MemoryMarshal.Cast<T, uint>(numbers), 0x8000_0000); break;
            default: TurnSigns(MemoryMarshal.Cast<T, ulong>(numbers), 0x8000_0000_0000_0000); break;
        }
    }

    private static void TurnSigns<TBits>(Span<TBits> bits, TBits sign)
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        var signs = new Vector<TBits>(sign);
        var wide = MemoryMarshal.Cast<TBits, Vector<TBits>>(bits);
        foreach (ref var vector in wide)
            vector ^= signs;
        foreach (ref var single in bits[(wide.Length * Vector<TBits>.Count)..])
            single ^= sign;
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
