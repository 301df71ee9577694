using System.Runtime.InteropServices;

namespace SkyButler.Parquet.Native;

/// <summary>The functions of libzstd for whole blocks.</summary>
internal static unsafe partial class Zstd
{
    internal const string Library = "libzstd.so.1";

    /// <summary>The most bytes that compressed ones can stand for: a block of 128 KiB takes at least four.</summary>
    public const int MostGain = 128 * 1024 / 3;

    // A context is worth keeping: making one costs more than compressing a small page.
    private static readonly HandlePool<ZstdCompressor> Compressors = new(ZSTD_createCCtx, Environment.ProcessorCount);
    private static readonly HandlePool<ZstdDecompressor> Decompressors = new(ZSTD_createDCtx, Environment.ProcessorCount);

    public static int MaximumCompressedLength(int length)
    {
        NativeLoader.Load(NativeLibraryName.Zstd, NativeLoader.Folders);
        return checked((int)ZSTD_compressBound((nuint)length));
    }

    public static int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level)
    {
        using var lease = Compressors.Take();
        fixed (byte* from = source, to = target)
        {
            var written = ZSTD_compressCCtx(lease.Handle, to, (nuint)target.Length, from, (nuint)source.Length, level);
            return ZSTD_isError(written) == 0 ? (int)written : throw new ParquetException($"zstd could not compress {source.Length} bytes: {Error(written)}");
        }
    }

    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        NativeLoader.Load(NativeLibraryName.Zstd, NativeLoader.Folders);
        using var lease = Decompressors.Take();
        fixed (byte* from = source, to = target)
        {
            var written = ZSTD_decompressDCtx(lease.Handle, to, (nuint)target.Length, from, (nuint)source.Length);
            if (ZSTD_isError(written) != 0)
                throw new ParquetFormatException($"a page of {source.Length} bytes is no sound zstd data: {Error(written)}");
            if (written != (nuint)target.Length)
                throw new ParquetFormatException($"a page of zstd holds {written} bytes where its header says {target.Length}");
        }
    }

    private static string Error(nuint code) => Marshal.PtrToStringUTF8((nint)ZSTD_getErrorName(code)) ?? "unknown";

    [LibraryImport(Library)]
    private static partial nuint ZSTD_compressBound(nuint length);

    [LibraryImport(Library)]
    private static partial ZstdCompressor ZSTD_createCCtx();

    [LibraryImport(Library)]
    private static partial ZstdDecompressor ZSTD_createDCtx();

    [LibraryImport(Library)]
    private static partial nuint ZSTD_compressCCtx(ZstdCompressor context, byte* target, nuint capacity, byte* source, nuint length, int level);

    [LibraryImport(Library)]
    private static partial nuint ZSTD_decompressDCtx(ZstdDecompressor context, byte* target, nuint capacity, byte* source, nuint length);

    [LibraryImport(Library)]
    private static partial uint ZSTD_isError(nuint code);

    [LibraryImport(Library)]
    private static partial byte* ZSTD_getErrorName(nuint code);
}
