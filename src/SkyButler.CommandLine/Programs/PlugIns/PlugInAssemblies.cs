using System.Reflection;
using System.Runtime.Loader;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.CommandLine.Programs.PlugIns;

/// <summary>Finds assemblies in the folder of plug-ins: those of types that configuration names, and those that plug-ins need.</summary>
internal static class PlugInAssemblies
{
    /// <summary>Makes the runtime look there for what it does not find.</summary>
    public static void Attach() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        FindFile(PlugInFolder.Default, name) is { } file ? context.LoadFromAssemblyPath(file) : null;

    /// <summary>The file of an assembly; null where the folder has none.</summary>
    public static string? FindFile(string folder, AssemblyName name)
    {
        // The name may come from a repository that somebody else made: it must not lead out of the folder.
        if (name.Name is not { Length: > 0 } simple || simple != Path.GetFileName(simple))
            return null;
        var file = Path.Combine(folder, simple + ".dll");
        return File.Exists(file) ? file : null;
    }
}
