using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SkyButler.Pipelines.Quanta.Files.Compression;

/// <summary>Decompresses many Zstandard frames that share a dictionary, which is prepared once; several threads may do so at a time.</summary>
internal sealed partial class ZstandardDecompressor
{
    private const ulong UnknownSize = ulong.MaxValue - 1;
    private readonly DictionaryHandle? prepared;
    private readonly ConcurrentBag<ContextHandle> contexts = [];

    /// <summary>Prepares for frames that were made with a dictionary, or without one where it is empty.</summary>
    public ZstandardDecompressor(ReadOnlySpan<byte> dictionary)
    {
        if (dictionary.Length > 0)
            prepared = CreateDictionary(ref MemoryMarshal.GetReference(dictionary), (nuint)dictionary.Length);
    }

    /// <summary>The size of a frame's content as it declares it; 0 where it does not.</summary>
    public static long ContentSize(ReadOnlySpan<byte> frame) =>
        FrameContentSize(ref MemoryMarshal.GetReference(frame), (nuint)frame.Length) is < long.MaxValue and var size ? (long)Math.Min(size, int.MaxValue) : 0;

    /// <summary>The content of one frame.</summary>
    /// <param name="frame">The frame, which carries the size of its content; those that don't are refused.</param>
    /// <param name="limit">Most bytes that the content may have.</param>
    /// <exception cref="QuantumGraphException">It is no frame, is damaged, or its content is too large.</exception>
    public byte[] Decompress(ReadOnlySpan<byte> frame, long limit)
    {
        var declared = FrameContentSize(ref MemoryMarshal.GetReference(frame), (nuint)frame.Length);
        if (declared >= UnknownSize)
            throw new QuantumGraphException("A part of the graph file is not compressed as it should be: the file is damaged.");
        if (declared > (ulong)limit)
            throw new QuantumGraphException($"A part of the graph file would take {declared} bytes, more than the {limit} that are allowed.");
        var content = new byte[(int)declared];
        if (!contexts.TryTake(out var context))
            context = CreateContext();
        ref var target = ref MemoryMarshal.GetArrayDataReference(content);
        ref var source = ref MemoryMarshal.GetReference(frame);
        var size = prepared is null
            ? Decompress(context, ref target, (nuint)content.Length, ref source, (nuint)frame.Length)
            : DecompressPrepared(context, ref target, (nuint)content.Length, ref source, (nuint)frame.Length, prepared);
        contexts.Add(context);
        return IsError(size) == 0 && size == (nuint)content.Length
            ? content
            : throw new QuantumGraphException("A part of the graph file can't be decompressed: the file is damaged.");
    }

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_getFrameContentSize")]
    private static partial ulong FrameContentSize(ref byte source, nuint size);

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_createDCtx")]
    private static partial ContextHandle CreateContext();

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_freeDCtx")]
    private static partial nuint FreeContext(nint context);

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_createDDict")]
    private static partial DictionaryHandle CreateDictionary(ref byte dictionary, nuint size);

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_freeDDict")]
    private static partial nuint FreeDictionary(nint dictionary);

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_decompressDCtx")]
    private static partial nuint Decompress(ContextHandle context, ref byte target, nuint capacity, ref byte source, nuint size);

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_decompress_usingDDict")]
    private static partial nuint DecompressPrepared(ContextHandle context, ref byte target, nuint capacity, ref byte source, nuint size, DictionaryHandle dictionary);

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint code);

    private sealed class ContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle() => FreeContext(handle) == 0;
    }

    private sealed class DictionaryHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle() => FreeDictionary(handle) == 0;
    }
}
