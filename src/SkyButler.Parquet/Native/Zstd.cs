using System.Runtime.InteropServices;

namespace SkyButler.Parquet.Native;

/// <summary>The functions of libzstd for whole blocks.</summary>
internal static unsafe partial class Zstd
{
    private const string Library = "libzstd.so.1";

    /// <summary>The most bytes that compressed ones can stand for: a block of 128 KiB takes at least four.</summary>
    public const int MostGain = 128 * 1024 / 3;

    [ThreadStatic]
    private static nint decompressor;

    [ThreadStatic]
    private static nint compressor;

    public static int MaximumCompressedLength(int length)
    {
        NativeLoader.Load(NativeLibraryName.Zstd, NativeLoader.Folders);
        return checked((int)ZSTD_compressBound((nuint)length));
    }

    public static int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level)
    {
        // A context is worth keeping: making one costs more than compressing a small page. It lives as long as its thread's process.
        if (compressor == 0)
            compressor = ZSTD_createCCtx();
        fixed (byte* from = source, to = target)
        {
            var written = ZSTD_compressCCtx(compressor, to, (nuint)target.Length, from, (nuint)source.Length, level);
            return ZSTD_isError(written) == 0 ? (int)written : throw new ParquetException($"zstd could not compress {source.Length} bytes: {Error(written)}");
        }
    }

    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        NativeLoader.Load(NativeLibraryName.Zstd, NativeLoader.Folders);
        if (decompressor == 0)
            decompressor = ZSTD_createDCtx();
        fixed (byte* from = source, to = target)
        {
            var written = ZSTD_decompressDCtx(decompressor, to, (nuint)target.Length, from, (nuint)source.Length);
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
    private static partial nint ZSTD_createCCtx();

    [LibraryImport(Library)]
    private static partial nint ZSTD_createDCtx();

    [LibraryImport(Library)]
    private static partial nuint ZSTD_compressCCtx(nint context, byte* target, nuint capacity, byte* source, nuint length, int level);

    [LibraryImport(Library)]
    private static partial nuint ZSTD_decompressDCtx(nint context, byte* target, nuint capacity, byte* source, nuint length);

    [LibraryImport(Library)]
    private static partial uint ZSTD_isError(nuint code);

    [LibraryImport(Library)]
    private static partial byte* ZSTD_getErrorName(nuint code);
}
