using System.Buffers;
using System.Buffers.Binary;

namespace SkyButler.Parquet.Encodings;

/// <summary>Encodes numbers as runs where eight or more are equal, packed otherwise.</summary>
internal static class RunEncoder
{
    private const int Group = 8;
    private const int LongestPacked = 1 << 16;

    public static void Encode(ReadOnlySpan<int> values, int width, IBufferWriter<byte> output)
    {
        var packed = 0;
        for (var i = 0; i < values.Length;)
        {
            var run = RunLength(values[i..]);
            if (run >= Group)
            {
                Pack(values[packed..i], width, output);
                Run(values[i], run, width, output);
                i += run;
                packed = i;
                continue;
            }

            i += Math.Min(Group, values.Length - i);
            if (i - packed == LongestPacked)
            {
                Pack(values[packed..i], width, output);
                packed = i;
            }
        }

        Pack(values[packed..], width, output);
    }

    /// <summary>Encodes equal numbers.</summary>
    public static void Run(int value, int count, int width, IBufferWriter<byte> output)
    {
        Varint((uint)count << 1, output);
        var bytes = (width + 7) / 8;
        Span<byte> word = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(word, value);
        output.Write(word[..bytes]);
    }

    private static int RunLength(ReadOnlySpan<int> values)
    {
        // Most runs are short: vectors only pay for those that aren't.
        for (var i = 1; i < Math.Min(Group, values.Length); i++)
            if (values[i] != values[0])
                return i;
        if (values.Length <= Group)
            return values.Length;
        var end = values.IndexOfAnyExcept(values[0]);
        return end < 0 ? values.Length : end;
    }

    // All groups are whole but the last of a page, which is filled up with zeros.
    private static void Pack(ReadOnlySpan<int> values, int width, IBufferWriter<byte> output)
    {
        if (values.Length == 0)
            return;
        var groups = (values.Length + Group - 1) / Group;
        Varint(((uint)groups << 1) | 1, output);
        var size = groups * width;
        var target = output.GetSpan(size + sizeof(ulong))[..(size + sizeof(ulong))];
        ulong word = 0;
        var (filled, at) = (0, 0);
        foreach (var value in values)
        {
            word |= (ulong)(uint)value << filled;
            filled += width;
            if (filled < 32)
                continue;
            BinaryPrimitives.WriteUInt32LittleEndian(target[at..], (uint)word);
            at += sizeof(uint);
            word >>= 32;
            filled -= 32;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(target[at..], word);
        at += (filled + 7) / 8;
        if (at < size)
            target[at..size].Clear();
        output.Advance(size);
    }

    private static void Varint(uint value, IBufferWriter<byte> output)
    {
        var target = output.GetSpan(5);
        var at = 0;
        for (; value >= 128; value >>= 7)
            target[at++] = (byte)(value | 128);
        target[at++] = (byte)value;
        output.Advance(at);
    }
}
