using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SkyButler.Parquet.Encodings;

/// <summary>Unpacks numbers of a fixed number of bits, least significant bits first.</summary>
internal static class BitUnpacker
{
    private const int WidestVector = 25;
    private static readonly (Vector128<byte> Low, Vector128<byte> High, Vector128<uint> LowShift, Vector128<uint> HighShift)[] Lanes = MakeLanes();

    /// <summary>Unpacks numbers of at most 32 bits that begin at a whole byte.</summary>
    public static void Unpack(ReadOnlySpan<byte> packed, int width, Span<int> target)
    {
        if (packed.Length < ((long)target.Length * width + 7) / 8)
            throw new ParquetFormatException($"packed numbers end too early: {target.Length} of {width} bits don't fit into {packed.Length} bytes");
        if (width == 0)
        {
            target.Clear();
            return;
        }

        var done = Avx2.IsSupported && width <= WidestVector ? UnpackVectors(packed, width, target) : 0;
        var mask = width == 32 ? uint.MaxValue : (1u << width) - 1;
        var bit = (long)done * width;
        for (var i = done; i < target.Length; i++, bit += width)
            target[i] = (int)((uint)(Word(packed, (int)(bit >> 3)) >> (int)(bit & 7)) & mask);
    }

    /// <summary>Unpacks numbers of at most 64 bits that begin at a whole byte.</summary>
    public static void Unpack(ReadOnlySpan<byte> packed, int width, Span<ulong> target)
    {
        if (packed.Length < ((long)target.Length * width + 7) / 8)
            throw new ParquetFormatException($"packed numbers end too early: {target.Length} of {width} bits don't fit into {packed.Length} bytes");
        if (width == 0)
        {
            target.Clear();
            return;
        }

        var mask = width == 64 ? ulong.MaxValue : (1ul << width) - 1;
        long bit = 0;
        for (var i = 0; i < target.Length; i++, bit += width)
        {
            var at = (int)(bit >> 3);
            var shift = (int)(bit & 7);
            var value = Word(packed, at) >> shift;
            if (shift + width > 64)
                value |= (ulong)packed[at + 8] << (64 - shift);
            target[i] = value & mask;
        }
    }

    /// <summary>Unpacks single bits into bytes of 0 and 1.</summary>
    public static void UnpackBits(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        if (packed.Length < (target.Length + 7) / 8)
            throw new ParquetFormatException($"packed bits end too early: {target.Length} don't fit into {packed.Length} bytes");
        var whole = target.Length / 8;
        var words = MemoryMarshal.Cast<byte, ulong>(target[..(whole * 8)]);
        for (var i = 0; i < words.Length; i++)
            words[i] = Spread(packed[i]);
        for (var i = whole * 8; i < target.Length; i++)
            target[i] = (byte)((packed[i >> 3] >> (i & 7)) & 1);
    }

    private static ulong Spread(byte bits)
    {
        const ulong ones = 0x0101010101010101;
        if (Bmi2.X64.IsSupported)
            return Bmi2.X64.ParallelBitDeposit(bits, ones);
        // Each byte of the product keeps one of the bits at its own place.
        var chosen = (bits * ones) & 0x8040201008040201;
        return ((chosen + 0x7F7F7F7F7F7F7F7F) | chosen) >> 7 & ones;
    }

    private static ulong Word(ReadOnlySpan<byte> packed, int at)
    {
        if (at + sizeof(ulong) <= packed.Length)
            return BinaryPrimitives.ReadUInt64LittleEndian(packed[at..]);
        ulong word = 0;
        for (var i = packed.Length - 1; i >= at; i--)
            word = (word << 8) | packed[i];
        return word;
    }

    // Eight numbers a turn: their bytes are brought into lanes of four bytes each, then shifted into place.
    private static int UnpackVectors(ReadOnlySpan<byte> packed, int width, Span<int> target)
    {
        var (low, high, lowShift, highShift) = Lanes[width];
        var mask = Vector128.Create((1u << width) - 1);
        var middle = 4 * width / 8;
        var numbers = MemoryMarshal.Cast<int, uint>(target);
        var done = 0;
        for (var at = 0; done + 8 <= numbers.Length && at + middle + Vector128<byte>.Count <= packed.Length; at += width, done += 8)
        {
            var first = Ssse3.Shuffle(Vector128.Create(packed.Slice(at, Vector128<byte>.Count)), low).AsUInt32();
            var second = Ssse3.Shuffle(Vector128.Create(packed.Slice(at + middle, Vector128<byte>.Count)), high).AsUInt32();
            (Avx2.ShiftRightLogicalVariable(first, lowShift) & mask).CopyTo(numbers.Slice(done, 4));
            (Avx2.ShiftRightLogicalVariable(second, highShift) & mask).CopyTo(numbers.Slice(done + 4, 4));
        }

        return done;
    }

    private static (Vector128<byte> Low, Vector128<byte> High, Vector128<uint> LowShift, Vector128<uint> HighShift)[] MakeLanes()
    {
        var lanes = new (Vector128<byte> Low, Vector128<byte> High, Vector128<uint> LowShift, Vector128<uint> HighShift)[WidestVector + 1];
        for (var width = 1; width <= WidestVector; width++)
        {
            var (low, lowShift) = MakeLane(width, 0);
            var (high, highShift) = MakeLane(width, 4 * width % 8);
            lanes[width] = (low, high, lowShift, highShift);
        }

        return lanes;
    }

    private static (Vector128<byte> Bytes, Vector128<uint> Shifts) MakeLane(int width, int firstBit)
    {
        Span<byte> bytes = stackalloc byte[16];
        Span<uint> shifts = stackalloc uint[4];
        for (var lane = 0; lane < 4; lane++)
        {
            var bit = firstBit + (lane * width);
            shifts[lane] = (uint)(bit & 7);
            for (var i = 0; i < 4; i++)
                bytes[(4 * lane) + i] = (byte)Math.Min(15, (bit >> 3) + i);
        }

        return (Vector128.Create<byte>(bytes), Vector128.Create<uint>(shifts));
    }
}
