using System.Reflection;

namespace SkyButler.Pipelines.Tasks;

/// <summary>Reads attributes of assemblies that others made, some of whose attributes may come from assemblies that are not here.</summary>
internal static class PlugInAttributes
{
    /// <summary>An attribute of an assembly or type; null where it has none, or where its attributes can't be loaded.</summary>
    public static T? Find<T>(ICustomAttributeProvider provider)
        where T : Attribute
    {
        try
        {
            return provider.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or TypeLoadException or BadImageFormatException)
        {
            return null;
        }
    }

    /// <summary>The version of an assembly, as exactly as it is known.</summary>
    public static string VersionOf(Assembly assembly) =>
        Find<AssemblyInformationalVersionAttribute>(assembly)?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "unknown";
}
