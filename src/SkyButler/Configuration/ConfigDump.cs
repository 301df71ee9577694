using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Configuration.Yaml.Scalars;

namespace SkyButler.Configuration;

/// <summary>A configuration, or a part of it, as text for a person.</summary>
public static class ConfigDump
{
    /// <summary>The YAML of a tree or of one of its sections; a single value or list is one line, <c>key: value</c>, as Python prints it.</summary>
    /// <param name="config">The tree.</param>
    /// <param name="subset">A key, which may go down several levels; null for everything.</param>
    /// <exception cref="ConfigException">There is nothing at the key.</exception>
    public static string Render(Config config, string? subset = null) => (subset is null ? config.Root : config.Find(subset)) switch
    {
        ConfigMapping mapping => YamlWriter.Write(mapping, YamlKeyOrder.Sorted),
        null => throw new ConfigException($"The configuration has no '{subset}'; keys at the top are {string.Join(", ", config.Keys)}."),
        { } node => $"{subset}: {(node is ConfigScalar { Value: string text } ? text : Python(node))}\n",
    };

    private static string Python(ConfigNode node) => node switch
    {
        ConfigSequence sequence => $"[{string.Join(", ", sequence.Items.Select(Python))}]",
        ConfigMapping mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{Python(entry.Key)}: {Python(entry.Value)}"))}}}",
        ConfigScalar { Value: null } => "None",
        ConfigScalar { Value: bool flag } => flag ? "True" : "False",
        ConfigScalar { Value: double number } => PythonFloat.Repr(number),
        ConfigScalar { Value: string text } => text.Contains('\'', StringComparison.Ordinal) ? $"\"{text}\"" : $"'{text}'",
        _ => node.ToString()!,
    };
}
