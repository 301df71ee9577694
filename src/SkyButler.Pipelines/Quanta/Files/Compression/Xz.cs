using System.Runtime.InteropServices;

namespace SkyButler.Pipelines.Quanta.Files.Compression;

/// <summary>Streams in the xz format by liblzma, which every Debian has.</summary>
internal static partial class Xz
{
    private const int Success = 0;
    private const int OutputIsFull = 10;
    private const ulong MostMemory = 256UL << 20;
    private const int Expansion = 4;

    /// <summary>The content of one stream.</summary>
    /// <param name="packed">The stream.</param>
    /// <param name="limit">Most bytes that the content may have.</param>
    /// <exception cref="InvalidDataException">It is no stream, is damaged, or its content is too large.</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> packed, long limit)
    {
        for (var size = Math.Min(limit, Math.Max(1L << 16, (long)packed.Length * Expansion)); ; size = Math.Min(limit, size * Expansion))
        {
            var content = new byte[size];
            var memory = MostMemory;
            nuint read = 0;
            nuint written = 0;
            var code = Decode(
                ref memory, 0, 0, ref MemoryMarshal.GetReference(packed), ref read, (nuint)packed.Length, ref MemoryMarshal.GetArrayDataReference(content), ref written, (nuint)size);
            if (code == Success)
                return content[..(int)written];
            if (code != OutputIsFull || written < (nuint)size)
                throw new InvalidDataException("a compressed part is damaged.");
            if (size == limit)
                throw new InvalidDataException($"a compressed part has more than the {limit} bytes that are allowed.");
        }
    }

    [LibraryImport(CompressionLibraries.Lzma, EntryPoint = "lzma_stream_buffer_decode")]
    private static partial int Decode(
        ref ulong memoryLimit, uint flags, nint allocator, ref byte input, ref nuint inputPosition, nuint inputSize, ref byte output, ref nuint outputPosition, nuint outputSize);
}
