using System.Runtime.InteropServices;

namespace SkyButler.Pipelines.Quanta.Files.Compression;

/// <summary>Makes one frame after another with one dictionary; each carries the size of its content. For one thread at a time.</summary>
internal sealed partial class ZstandardCompressor : IDisposable
{
    private const int UsualLevel = 3;
    private readonly int level;
    private readonly nint context;
    private readonly nint prepared;
    private byte[] frame = [];

    public ZstandardCompressor(ReadOnlySpan<byte> dictionary, int level = UsualLevel)
    {
        this.level = level;
        context = Create();
        prepared = dictionary.Length == 0 ? 0 : Prepare(ref MemoryMarshal.GetReference(dictionary), (nuint)dictionary.Length, level);
    }

    /// <summary>One frame; it is there until the next is made.</summary>
    public ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> content)
    {
        var bound = (int)Bound((nuint)content.Length);
        if (frame.Length < bound)
            frame = new byte[Math.Max(bound, 2 * frame.Length)];
        ref var target = ref MemoryMarshal.GetArrayDataReference(frame);
        ref var source = ref MemoryMarshal.GetReference(content);
        var size = prepared == 0
            ? Compress(context, ref target, (nuint)frame.Length, ref source, (nuint)content.Length, level)
            : Compress(context, ref target, (nuint)frame.Length, ref source, (nuint)content.Length, prepared);
        return IsError(size) == 0
            ? frame.AsMemory(0, (int)size)
            : throw new QuantumGraphException("Compressing a part of the graph file failed.");
    }

    public void Dispose()
    {
        _ = Free(context);
        if (prepared != 0)
            _ = FreePrepared(prepared);
    }

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_compressBound")]
    private static partial nuint Bound(nuint size);

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_createCCtx")]
    private static partial nint Create();

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_freeCCtx")]
    private static partial nuint Free(nint context);

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_createCDict")]
    private static partial nint Prepare(ref byte dictionary, nuint size, int level);

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_freeCDict")]
    private static partial nuint FreePrepared(nint prepared);

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_compressCCtx")]
    private static partial nuint Compress(nint context, ref byte target, nuint capacity, ref byte source, nuint size, int level);

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_compress_usingCDict")]
    private static partial nuint Compress(nint context, ref byte target, nuint capacity, ref byte source, nuint size, nint prepared);

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint code);
}
