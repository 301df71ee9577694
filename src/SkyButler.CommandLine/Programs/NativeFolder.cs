using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace SkyButler.CommandLine.Programs;

/// <summary>The folder <c>native</c> beside the executable, whose libraries are used without being installed.</summary>
internal static class NativeFolder
{
    /// <summary>Has libraries that the runtime can't find by itself looked up in the folder.</summary>
    public static void Use() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
        NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, "native", $"lib{name}.so"), out var library) ? library : 0;
}
