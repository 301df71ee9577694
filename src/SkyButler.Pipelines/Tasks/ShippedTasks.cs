using System.Reflection;
using SkyButler.Pipelines.Tasks.Sources;
using SkyButler.Resources;

namespace SkyButler.Pipelines.Tasks;

/// <summary>The tasks that come with SkyButler, and those that users put beside it.</summary>
public static class ShippedTasks
{
    private const string AssemblyName = "SkyButler.Examples.Tasks";

    /// <summary>A catalogue of the shipped tasks and of the assemblies in the folders of plug-ins.</summary>
    /// <param name="environment">Says where plug-ins are.</param>
    /// <param name="warn">Is told what can't be loaded, when it is looked for; null for nobody.</param>
    public static TaskCatalog Catalog(EnvironmentVariables environment, Action<string>? warn = null) =>
        new([typeof(ShippedTasks).Assembly], null, [Shipped, .. PlugInFolder.All(environment).Select(folder => (Func<IEnumerable<Assembly>>)(() => PlugInFolder.Load(folder, warn)))])
        {
            Sources = TaskSources.Of(environment),
        };

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
