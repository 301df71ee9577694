using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SkyButler.Pipelines.Quanta.Files.Compression;

/// <summary>Finds libzstd beside the executable, or where the system has it.</summary>
internal static class ZstandardLibrary
{
    public const string Name = "libzstd.so.1";

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "Several classes call the library, and each may be the first.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(ZstandardLibrary).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Name)
            return 0;
        var beside = Path.Combine(AppContext.BaseDirectory, "native", Name);
        if (NativeLibrary.TryLoad(beside, out var handle) || NativeLibrary.TryLoad(Name, assembly, path, out handle))
            return handle;
        throw new QuantumGraphException($"Graph files need {Name}, which is not here; install Debian's package libzstd1.");
    }
}
