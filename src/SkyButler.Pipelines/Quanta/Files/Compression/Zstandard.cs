using System.Runtime.InteropServices;

namespace SkyButler.Pipelines.Quanta.Files.Compression;

/// <summary>Zstandard frames (RFC 8878) by libzstd, which every Debian has; frames carry the size of their content, and those that don't are refused.</summary>
internal static partial class Zstandard
{
    private const ulong UnknownSize = ulong.MaxValue - 1;

    /// <summary>A dictionary trained on samples of what is to be compressed; empty where they are too few or too different.</summary>
    public static byte[] Train(IReadOnlyList<byte[]> samples, int size)
    {
        var dictionary = new byte[size];
        var all = samples.SelectMany(s => s).ToArray();
        var sizes = samples.Select(s => (nuint)s.Length).ToArray();
        if (all.Length == 0)
            return [];
        var trained = TrainDictionary(ref dictionary[0], (nuint)size, ref all[0], ref sizes[0], (uint)sizes.Length);
        return IsDictionaryError(trained) == 0 ? dictionary[..(int)trained] : [];
    }

    /// <summary>The content of one frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="dictionary">The dictionary that it was made with; empty for none.</param>
    /// <param name="limit">Most bytes that the content may have.</param>
    /// <exception cref="QuantumGraphException">It is no frame, is damaged, or its content is too large.</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> dictionary, long limit)
    {
        var declared = FrameContentSize(ref MemoryMarshal.GetReference(frame), (nuint)frame.Length);
        if (declared >= UnknownSize)
            throw new QuantumGraphException("A part of the graph file is not compressed as it should be: the file is damaged.");
        if (declared > (ulong)limit)
            throw new QuantumGraphException($"A part of the graph file would take {declared} bytes, more than the {limit} that are allowed.");
        var content = new byte[(int)declared];
        var context = CreateDecompression();
        try
        {
            var size = DecompressUsingDictionary(
                context, ref MemoryMarshal.GetArrayDataReference(content), (nuint)content.Length, ref MemoryMarshal.GetReference(frame), (nuint)frame.Length,
                ref MemoryMarshal.GetReference(dictionary), (nuint)dictionary.Length);
            return IsError(size) == 0 && size == (nuint)content.Length
                ? content
                : throw new QuantumGraphException("A part of the graph file can't be decompressed: the file is damaged.");
        }
        finally
        {
            _ = FreeDecompression(context);
        }
    }

    [LibraryImport(ZstandardLibrary.Name, EntryPoint = "ZSTD_getFrameContentSize")]
    private static partial ulong FrameContentSize(ref byte source, nuint size);

    [LibraryImport(ZstandardLibrary.Name, EntryPoint = "ZSTD_createDCtx")]
    private static partial nint CreateDecompression();

    [LibraryImport(ZstandardLibrary.Name, EntryPoint = "ZSTD_freeDCtx")]
    private static partial nuint FreeDecompression(nint context);

    [LibraryImport(ZstandardLibrary.Name, EntryPoint = "ZSTD_decompress_usingDict")]
    private static partial nuint DecompressUsingDictionary(
        nint context, ref byte target, nuint capacity, ref byte source, nuint size, ref byte dictionary, nuint dictionarySize);

    [LibraryImport(ZstandardLibrary.Name, EntryPoint = "ZDICT_trainFromBuffer")]
    private static partial nuint TrainDictionary(ref byte dictionary, nuint capacity, ref byte samples, ref nuint sizes, uint count);

    [LibraryImport(ZstandardLibrary.Name, EntryPoint = "ZDICT_isError")]
    private static partial uint IsDictionaryError(nuint code);

    [LibraryImport(ZstandardLibrary.Name, EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint code);
}
