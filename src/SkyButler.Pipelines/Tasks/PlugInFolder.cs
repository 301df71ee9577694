using System.Reflection;
using System.Runtime.Loader;
using SkyButler.Resources;

namespace SkyButler.Pipelines.Tasks;

/// <summary>Loads assemblies that users put into a folder.</summary>
public static class PlugInFolder
{
    /// <summary>The folder <c>plugins</c> beside the executable.</summary>
    public static string Default => Path.Combine(Path.GetDirectoryName(Environment.ProcessPath) ?? AppContext.BaseDirectory, "plugins");

    /// <summary>Folders of plug-ins: the default one, and those that the environment variable <c>SKYBUTLER_PLUGINS</c> names, divided by colons.</summary>
    public static IEnumerable<string> All(EnvironmentVariables environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return [Default, .. (environment["SKYBUTLER_PLUGINS"] ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>All assemblies of a folder, sorted by name; none where there is no folder. What is no .NET assembly is passed over.</summary>
    public static IEnumerable<Assembly> Load(string folder)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal))
            if (TryLoad(file) is { } assembly)
                yield return assembly;
    }

    private static Assembly? TryLoad(string file)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException)
        {
            return null;
        }
    }
}
