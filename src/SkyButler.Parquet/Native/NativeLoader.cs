using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace SkyButler.Parquet.Native;

/// <summary>Loads native libraries when they are first needed: from a folder <c>native</c> beside the program, then from the system.</summary>
internal static class NativeLoader
{
    private static readonly ConcurrentDictionary<NativeLibraryName, nint> Loaded = new();

    static NativeLoader() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLoader).Assembly, (name, _, _) => NativeLibraryName.All.FirstOrDefault(l => l.File == name) is { } library ? Load(library, Folders) : 0);

    /// <summary>Folders that are tried before the system's.</summary>
    public static IReadOnlyList<string> Folders { get; } =
    [
        .. new[] { AppContext.BaseDirectory, Path.GetDirectoryName(Environment.ProcessPath) ?? "" }
            .Where(f => f.Length > 0).Select(f => Path.Combine(f, "native")).Distinct(StringComparer.Ordinal),
    ];

    /// <exception cref="ParquetLibraryException">It is in none of the folders, nor known to the system.</exception>
    public static nint Load(NativeLibraryName library, IReadOnlyList<string> folders) => Loaded.GetOrAdd(library, name =>
    {
        foreach (var folder in folders)
        {
            var path = Path.Combine(folder, name.File);
            if (File.Exists(path) && NativeLibrary.TryLoad(path, out var beside))
                return beside;
        }

        return NativeLibrary.TryLoad(name.File, out var installed)
            ? installed
            : throw new ParquetLibraryException(
                $"The library {name.File} is needed for {name.Purpose}, but is neither in {string.Join(" or ", folders)} nor installed: apt-get install {name.DebianPackage}");
    });
}
