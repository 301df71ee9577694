using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SkyButler.Pipelines.Quanta.Files.Compression;

/// <summary>Finds libzstd and liblzma beside the executable, or where the system has them.</summary>
internal static class CompressionLibraries
{
    public const string Zstandard = "libzstd.so.1";
    public const string Lzma = "liblzma.so.5";

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "Several classes call the libraries, and each may be the first.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(CompressionLibraries).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name is not (Zstandard or Lzma))
            return 0;
        var beside = Path.Combine(AppContext.BaseDirectory, "native", name);
        if (NativeLibrary.TryLoad(beside, out var handle) || NativeLibrary.TryLoad(name, assembly, path, out handle))
            return handle;
        throw new QuantumGraphException($"Graph files need {name}, which is not here; install Debian's package {(name == Lzma ? "liblzma5" : "libzstd1")}.");
    }
}
