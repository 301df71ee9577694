using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;

namespace SkyButler.Imaging.Native;

/// <summary>
/// Loads native libraries when they are first needed: from a folder <c>native</c> beside the program, so that a copied
/// folder works on a machine without packages, then from the system.
/// </summary>
internal static class NativeLoader
{
    private static readonly ConcurrentDictionary<NativeLibraryName, nint> Loaded = new();
    private static readonly HashSet<Assembly> Attached = [];

    /// <summary>Folders that are tried before the system's.</summary>
    public static IReadOnlyList<string> Folders { get; } = FoldersBeside(AppContext.BaseDirectory, Environment.ProcessPath);

    /// <summary>Makes imports by the known libraries' file names find what this loader finds.</summary>
    public static void Attach(Assembly assembly)
    {
        // An assembly has one resolver, whichever of its libraries is needed first.
        lock (Attached)
        {
            if (!Attached.Add(assembly))
                return;
            NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => NativeLibraryName.All.FirstOrDefault(l => l.File == name) is { } library ? Load(library, Folders) : 0);
        }
    }

    /// <exception cref="NativeLibraryException">It is in none of the folders, nor known to the system.</exception>
    public static nint Load(NativeLibraryName library, IReadOnlyList<string> folders) => Loaded.GetOrAdd(library, name =>
    {
        foreach (string folder in folders)
        {
            string path = Path.Combine(folder, name.File);
            if (File.Exists(path) && NativeLibrary.TryLoad(path, out nint beside))
                return beside;
        }

        return NativeLibrary.TryLoad(name.File, out nint installed)
            ? installed
            : throw new NativeLibraryException(
                $"The library {name.File} is needed for {name.Purpose}, but is neither in {string.Join(" or ", folders)} nor installed: apt-get install {name.DebianPackage}");
    });

    internal static IReadOnlyList<string> FoldersBeside(string baseDirectory, string? processPath)
    {
        var folders = new List<string> { Path.Combine(baseDirectory, "native") };
        if (Path.GetDirectoryName(processPath) is { Length: > 0 } directory)
            folders.Add(Path.Combine(directory, "native"));
        return [.. folders.Distinct(StringComparer.Ordinal)];
    }
}
