using System.Reflection;

namespace SkyButler.Pipelines.Configs.Text;

/// <summary>The dotted names under which configuration classes are written.</summary>
internal static class ConfigNames
{
    /// <summary>The name that a class gives itself, or its full name.</summary>
    public static string Of(Type type) =>
        type.GetCustomAttribute<ConfigNameAttribute>()?.Name ?? type.FullName!.Replace('+', '.');

    /// <summary>The name of a task's configuration: its own, or its class in the module of the task's name.</summary>
    public static string Of(Type type, string taskName)
    {
        if (type.GetCustomAttribute<ConfigNameAttribute>() is { } named)
            return named.Name;
        var dot = taskName.LastIndexOf('.');
        return dot < 0 ? type.FullName!.Replace('+', '.') : $"{taskName[..dot]}.{type.Name}";
    }
}
