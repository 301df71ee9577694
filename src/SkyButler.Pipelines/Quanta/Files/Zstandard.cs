using System.Reflection;
using System.Runtime.InteropServices;

namespace SkyButler.Pipelines.Quanta.Files;

/// <summary>Zstandard frames (RFC 8878) by libzstd, which every Debian has; frames carry the size of their content, and those that don't are refused.</summary>
internal static partial class Zstandard
{
    private const string Library = "libzstd.so.1";
    private const int Level = 10;
    private const ulong UnknownSize = ulong.MaxValue - 1;

    static Zstandard() => NativeLibrary.SetDllImportResolver(typeof(Zstandard).Assembly, Resolve);

    /// <summary>One frame.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> content)
    {
        var frame = new byte[(int)CompressBound((nuint)content.Length)];
        var size = Compress(ref MemoryMarshal.GetArrayDataReference(frame), (nuint)frame.Length, ref MemoryMarshal.GetReference(content), (nuint)content.Length, Level);
        if (IsError(size) != 0)
            throw new QuantumGraphException("Compressing a part of the graph file failed.");
        return frame[..(int)size];
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
        var context = CreateContext();
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
            _ = FreeContext(context);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return 0;
        var beside = Path.Combine(AppContext.BaseDirectory, "native", Library);
        if (NativeLibrary.TryLoad(beside, out var handle) || NativeLibrary.TryLoad(Library, assembly, path, out handle))
            return handle;
        throw new QuantumGraphException($"Graph files need {Library}, which is not here; install Debian's package libzstd1.");
    }

    [LibraryImport(Library, EntryPoint = "ZSTD_compressBound")]
    private static partial nuint CompressBound(nuint size);

    [LibraryImport(Library, EntryPoint = "ZSTD_compress")]
    private static partial nuint Compress(ref byte target, nuint capacity, ref byte source, nuint size, int level);

    [LibraryImport(Library, EntryPoint = "ZSTD_getFrameContentSize")]
    private static partial ulong FrameContentSize(ref byte source, nuint size);

    [LibraryImport(Library, EntryPoint = "ZSTD_createDCtx")]
    private static partial nint CreateContext();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDCtx")]
    private static partial nuint FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompress_usingDict")]
    private static partial nuint DecompressUsingDictionary(
        nint context, ref byte target, nuint capacity, ref byte source, nuint size, ref byte dictionary, nuint dictionarySize);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint code);
}
