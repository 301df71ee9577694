using SkyButler.Configuration.Nodes;

namespace SkyButler.Configuration.Repositories;

/// <summary>The managers of a registry: each a class name, or a mapping with <c>cls</c>, <c>config</c> and <c>schema_version</c>.</summary>
internal static class ManagerSettings
{
    private static readonly string[] KnownKeys = ["cls", "config", "schema_version"];

    public static IReadOnlyDictionary<string, string> Classes(Config managers)
    {
        var classes = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, node) in managers.Root.Entries)
            classes[key.ToString()] = ClassOf(key.ToString(), node);
        return classes;
    }

    private static string ClassOf(string key, ConfigNode node)
    {
        if (node is ConfigScalar { Value: string text })
            return text;
        if (node is not ConfigMapping mapping)
            throw new ConfigException(node.Location, $"The manager '{key}' must be a class or a mapping with 'cls', but it is {node.Kind}.");
        var unknown = mapping.Keys.FirstOrDefault(name => !KnownKeys.Contains(name));
        if (unknown is not null)
            throw new ConfigException(node.Location, $"The manager '{key}' has an unknown setting '{unknown}'.{Suggestions.For(unknown, KnownKeys)}");
        return new Config(mapping).Text("cls") ?? throw new ConfigException(node.Location, $"The manager '{key}' has no 'cls'.");
    }
}
