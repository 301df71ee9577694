namespace SkyButler.Parquet.Compression;

/// <summary>Decodes blocks of LZ4: literals and copies of what went before (LZ4's block format description).</summary>
internal static class Lz4Block
{
    private const int LeastCopy = 4;

    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int from = 0, to = 0;
        while (from < source.Length)
        {
            var token = source[from++];
            var literals = Length(source, ref from, token >> 4);
            source.Slice(from, literals).CopyTo(target[to..]);
            from += literals;
            to += literals;
            if (from == source.Length)
                break;
            var distance = source[from] | (source[from + 1] << 8);
            from += 2;
            var copied = Length(source, ref from, token & 15) + LeastCopy;
            if (distance == 0 || distance > to || copied > target.Length - to)
                throw new ParquetFormatException("a page is no sound LZ4 data");
            // A copy may reach into itself, so byte after byte.
            for (var end = to + copied; to < end; to++)
                target[to] = target[to - distance];
        }

        if (to != target.Length)
            throw new ParquetFormatException($"a page of LZ4 holds {to} bytes where its header says {target.Length}");
    }

    private static int Length(ReadOnlySpan<byte> source, ref int from, int length)
    {
        if (length < 15)
            return length;
        byte more;
        do
        {
            more = source[from++];
            length = checked(length + more);
        }
        while (more == 255);
        return length;
    }
}
