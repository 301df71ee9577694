using System.IO.Compression;

namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>Tiles that are gzip streams, with their bytes in order or sorted by significance.</summary>
internal static class GzipTiles
{
    private const int WidestElement = 8;

    /// <summary>The bytes of a tile of so many pixels, big-endian and in order; as many a pixel as the stream holds.</summary>
    /// <exception cref="InvalidDataException">The stream is damaged, or doesn't hold 1, 2, 4 or 8 bytes for each pixel.</exception>
    public static byte[] Inflate(byte[] bytes, int offset, int length, int pixels, bool sorted)
    {
        long most = Math.Min((long)pixels * WidestElement, Array.MaxLength);
        using var compressed = new MemoryStream(bytes, offset, length, writable: false);
        using var gzip = new GZipStream(compressed, CompressionMode.Decompress);
        var inflated = ReadUpTo(gzip, pixels, most);
        int size = inflated.Length / pixels;
        if (size is not (1 or 2 or 4 or 8) || inflated.Length % pixels != 0)
            throw new InvalidDataException($"a gzip stream gives {inflated.Length} bytes for {pixels} pixels");
        return sorted && size > 1 ? Unsort(inflated, size) : inflated;
    }

    /// <summary>A tile as a gzip stream.</summary>
    public static byte[] Deflate(ReadOnlySpan<byte> bytes, int elementSize, bool sorted)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(sorted && elementSize > 1 ? Sort(bytes, elementSize) : bytes);
        return compressed.ToArray();
    }

    // Tiles nearly always hold 4 bytes a pixel; others are read in the next step of the ladder.
    private static byte[] ReadUpTo(GZipStream gzip, int pixels, long most)
    {
        var buffer = new byte[Math.Min((long)pixels * 4, most)];
        int length = gzip.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (length < buffer.Length)
            return buffer[..length];
        int more = gzip.ReadByte();
        if (more < 0)
            return buffer;
        Array.Resize(ref buffer, (int)most);
        if (length == buffer.Length)
            throw new InvalidDataException("a gzip stream gives more bytes than its tile has");
        buffer[length++] = (byte)more;
        length += gzip.ReadAtLeast(buffer.AsSpan(length), buffer.Length - length, throwOnEndOfStream: false);
        if (gzip.ReadByte() >= 0)
            throw new InvalidDataException("a gzip stream gives more bytes than its tile has");
        return length == buffer.Length ? buffer : buffer[..length];
    }

    /// <summary>Bytes in order, of elements of so many bytes whose bytes are sorted by significance.</summary>
    public static byte[] Unsort(byte[] sorted, int size)
    {
        var bytes = new byte[sorted.Length];
        int count = sorted.Length / size;
        for (int rank = 0; rank < size; rank++)
        {
            var column = sorted.AsSpan(rank * count, count);
            for (int i = 0, at = rank; i < count; i++, at += size)
                bytes[at] = column[i];
        }

        return bytes;
    }

    private static byte[] Sort(ReadOnlySpan<byte> bytes, int size)
    {
        var sorted = new byte[bytes.Length];
        int count = bytes.Length / size;
        for (int rank = 0; rank < size; rank++)
        {
            var column = sorted.AsSpan(rank * count, count);
            for (int i = 0, at = rank; i < count; i++, at += size)
                column[i] = bytes[at];
        }

        return sorted;
    }
}
