using System.Reflection;

namespace SkyButler.Pipelines.Tasks;

/// <summary>The tasks that come with SkyButler, and those that users put beside it.</summary>
public static class ShippedTasks
{
    private const string AssemblyName = "SkyButler.Examples.Tasks";

    /// <summary>A catalogue of the shipped tasks and of the assemblies in <c>plugins/</c>.</summary>
    public static TaskCatalog Catalog() => new([], null, Shipped, () => PlugInFolder.Load(PlugInFolder.Default));

    private static IEnumerable<Assembly> Shipped()
    {
        try
        {
            return [Assembly.Load(new AssemblyName(AssemblyName))];
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }
}
