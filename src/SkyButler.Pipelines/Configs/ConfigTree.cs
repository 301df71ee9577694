using System.Collections;
using SkyButler.Pipelines.Configs.Fields;
using SkyButler.Pipelines.Configs.Fields.Selected;
using SkyButler.Pipelines.Configs.Selections;

namespace SkyButler.Pipelines.Configs;

/// <summary>Walks a configuration with everything nested in it.</summary>
internal static class ConfigTree
{
    /// <summary>Fields that hold plain values, with their dotted names and owners, in order.</summary>
    public static IEnumerable<(string Path, Config Owner, ConfigField Field)> Leaves(Config root) => Leaves(Configs(root));

    /// <summary>The same without the settings of kinds that are not chosen.</summary>
    public static IEnumerable<(string Path, Config Owner, ConfigField Field)> ChosenLeaves(Config root) => Leaves(Chosen(root));

    /// <summary>The configuration and all that are nested in it, without those of kinds that are not chosen.</summary>
    public static IEnumerable<(string Path, Config Config)> Chosen(Config root) =>
        Configs(root, "", (owner, field) => field is not SelectedKindField kind || kind.IsChosen((SelectionConfig)owner));

    private static IEnumerable<(string Path, Config Owner, ConfigField Field)> Leaves(IEnumerable<(string Path, Config Config)> configs)
    {
        foreach (var (path, config) in configs)
            foreach (var field in config.Fields)
                if (!field.IsNested && !IsMapOfConfigs(field))
                    yield return (Join(path, field.Name), config, field);
    }

    /// <summary>The configuration and all that are nested in it, with their dotted names.</summary>
    public static IEnumerable<(string Path, Config Config)> Configs(Config root) => Configs(root, "", (_, _) => true);

    private static IEnumerable<(string Path, Config Config)> Configs(Config root, string path, Func<Config, ConfigField, bool> isWanted)
    {
        yield return (path, root);
        foreach (var field in root.Fields.Where(f => isWanted(root, f)))
        {
            var own = Join(path, field.Name);
            var nested = field.Get(root) switch
            {
                Config config => Configs(config, own, isWanted),
                IDictionary map when IsMapOfConfigs(field) => map.Keys.Cast<string>().SelectMany(k => Configs((Config)map[k]!, $"{own}['{k}']", isWanted)),
                _ => [],
            };
            foreach (var found in nested)
                yield return found;
        }
    }

    /// <summary>Whether a field holds configurations by text.</summary>
    public static bool IsMapOfConfigs(ConfigField field) => typeof(Config).IsAssignableFrom(FieldValues.DictionaryElement(field.ValueType));

    /// <summary>The dotted name of a field; settings of a kind follow without a dot, and those of a target have no name of their own.</summary>
    public static string Join(string path, string name) =>
        path.Length == 0 ? name : name.Length == 0 ? path : name[0] == '[' ? path + name : $"{path}.{name}";
}
