using System.Text;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;

namespace SkyButler.Datastores.Types;

/// <summary>Summary statistics of an exposure: YAML in its file, plain data by themselves.</summary>
internal static class SummaryStatistics
{
    /// <summary>The names and values of a text.</summary>
    /// <exception cref="SkyButler.Configuration.ConfigException">The text is no plain YAML.</exception>
    public static object? Read(string text) => YamlReader.Read(Encoding.UTF8.GetBytes(text), "the exposure's summary statistics").ToPlain();

    /// <summary>The text of names and values.</summary>
    public static string Write(object statistics) => YamlWriter.Write(statistics);
}
