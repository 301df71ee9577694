using System.Runtime.InteropServices;

namespace SkyButler.Parquet.Native;

/// <summary>The functions of libsnappy's C interface.</summary>
internal static unsafe partial class Snappy
{
    private const string Library = "libsnappy.so.1";

    /// <summary>The most bytes that compressed ones can stand for.</summary>
    public const int MostGain = 32;

    public static int MaximumCompressedLength(int length) => 32 + length + (length / 6);

    public static int Compress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        NativeLoader.Load(NativeLibraryName.Snappy, NativeLoader.Folders);
        var length = (nuint)target.Length;
        fixed (byte* from = source, to = target)
            return snappy_compress(from, (nuint)source.Length, to, &length) == 0 ? (int)length : throw new ParquetException($"Snappy could not compress {source.Length} bytes into {target.Length}");
    }

    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        NativeLoader.Load(NativeLibraryName.Snappy, NativeLoader.Folders);
        nuint length;
        fixed (byte* from = source, to = target)
        {
            // The library writes as many bytes as the compressed ones say; that must be what there is room for.
            if (snappy_uncompressed_length(from, (nuint)source.Length, &length) != 0 || length != (nuint)target.Length)
                throw new ParquetFormatException($"a page of {source.Length} bytes of Snappy doesn't hold the {target.Length} bytes that its header says");
            if (snappy_uncompress(from, (nuint)source.Length, to, &length) != 0)
                throw new ParquetFormatException($"a page of {source.Length} bytes is no sound Snappy data");
        }
    }

    [LibraryImport(Library)]
    private static partial int snappy_compress(byte* input, nuint inputLength, byte* output, nuint* outputLength);

    [LibraryImport(Library)]
    private static partial int snappy_uncompress(byte* input, nuint inputLength, byte* output, nuint* outputLength);

    [LibraryImport(Library)]
    private static partial int snappy_uncompressed_length(byte* input, nuint inputLength, nuint* length);
}
