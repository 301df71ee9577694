using System.Globalization;
using SkyButler.Configuration.Nodes;

namespace SkyButler.Configuration.Yaml;

/// <summary>Writes plain data as YAML with the layout, quoting and folding of PyYAML's default block style.</summary>
public static class YamlWriter
{
    /// <summary>The YAML of a node, or of plain objects (dictionaries, lists, scalars).</summary>
    /// <exception cref="ConfigException">An object is no plain data.</exception>
    public static string Write(object? value, YamlKeyOrder order = YamlKeyOrder.AsGiven)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Write(text, value, order);
        return text.ToString();
    }

    /// <summary>Writes the YAML of a node, or of plain objects (dictionaries, lists, scalars), to a writer.</summary>
    /// <exception cref="ConfigException">An object is no plain data.</exception>
    public static void Write(TextWriter writer, object? value, YamlKeyOrder order = YamlKeyOrder.AsGiven) =>
        new YamlEmitter(writer, order).WriteDocument(ConfigNodes.FromPlain(value));
}
