using System.Collections;
using SkyButler.Pipelines.Configs.Fields;

namespace SkyButler.Pipelines.Configs;

/// <summary>Walks a configuration with everything nested in it.</summary>
internal static class ConfigTree
{
    /// <summary>Fields that hold plain values, with their dotted names and owners, in order.</summary>
    public static IEnumerable<(string Path, Config Owner, ConfigField Field)> Leaves(Config root)
    {
        foreach (var (path, config) in Configs(root))
            foreach (var field in config.Fields)
                if (!field.IsNested && !IsMapOfConfigs(field))
                    yield return (Join(path, field.Name), config, field);
    }

    /// <summary>The configuration and all that are nested in it, with their dotted names.</summary>
    public static IEnumerable<(string Path, Config Config)> Configs(Config root, string path = "")
    {
        yield return (path, root);
        foreach (var field in root.Fields)
        {
            var own = Join(path, field.Name);
            var nested = field.Get(root) switch
            {
                Config config => Configs(config, own),
                IDictionary map when IsMapOfConfigs(field) => map.Keys.Cast<string>().SelectMany(k => Configs((Config)map[k]!, $"{own}['{k}']")),
                _ => [],
            };
            foreach (var found in nested)
                yield return found;
        }
    }

    /// <summary>Whether a field holds configurations by text.</summary>
    public static bool IsMapOfConfigs(ConfigField field) => typeof(Config).IsAssignableFrom(FieldValues.DictionaryElement(field.ValueType));

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
