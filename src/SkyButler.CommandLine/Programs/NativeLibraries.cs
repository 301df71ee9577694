using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace SkyButler.CommandLine.Programs;

/// <summary>Finds native libraries in the folder <c>native</c> beside the executable, where the system does not know them.</summary>
internal static class NativeLibraries
{
    /// <summary>Makes imports look there.</summary>
    public static void Attach() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += static (_, name) => Find(name);

    private static nint Find(string name)
    {
        foreach (var file in (string[])[$"lib{name}.so", name])
        {
            var path = Path.Combine(AppContext.BaseDirectory, "native", file);
            if (File.Exists(path) && NativeLibrary.TryLoad(path, out var library))
                return library;
        }

        return 0;
    }
}
