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
    /// <param name="folder">The folder.</param>
    /// <param name="warn">Is told, in a sentence each, what is passed over, and that a folder is not there which somebody named; null for nobody.</param>
    public static IEnumerable<Assembly> Load(string folder, Action<string>? warn = null)
    {
        if (!Directory.Exists(folder))
        {
            if (folder != Default)
                warn?.Invoke($"The folder of plug-ins {folder} does not exist; correct SKYBUTLER_PLUGINS, which names it.");
            yield break;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal))
            if (TryLoad(file, warn) is { } assembly)
                yield return assembly;
    }

    private static Assembly? TryLoad(string file, Action<string>? warn)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(file));
        }
        catch (BadImageFormatException)
        {
            warn?.Invoke($"The plug-in {file} is no .NET assembly for this machine, and is passed over; build it again, or take it out of the folder.");
            return null;
        }
        catch (FileLoadException)
        {
            // Another of its name is loaded, such as ours that plug-ins were built with.
            return null;
        }
    }
}
