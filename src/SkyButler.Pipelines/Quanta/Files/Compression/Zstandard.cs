using System.Runtime.InteropServices;

namespace SkyButler.Pipelines.Quanta.Files.Compression;

/// <summary>Dictionaries for Zstandard frames (RFC 8878), by libzstd, which every Debian has.</summary>
internal static partial class Zstandard
{
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

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZDICT_trainFromBuffer")]
    private static partial nuint TrainDictionary(ref byte dictionary, nuint capacity, ref byte samples, ref nuint sizes, uint count);

    [LibraryImport(CompressionLibraries.Zstandard, EntryPoint = "ZDICT_isError")]
    private static partial uint IsDictionaryError(nuint code);
}
