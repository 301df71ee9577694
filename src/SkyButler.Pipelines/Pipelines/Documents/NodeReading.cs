using SkyButler.Configuration.Nodes;

namespace SkyButler.Pipelines.Pipelines.Documents;

/// <summary>Reads nodes of a document as what they should be, or says where they are something else.</summary>
internal static class NodeReading
{
    public static ConfigMapping Mapping(ConfigNode node, string what) =>
        node as ConfigMapping ?? throw new PipelineSyntaxException(node.Location, $"{what} must be a mapping, not {node.Kind}.");

    public static string Text(ConfigNode node, string what) => node is ConfigScalar { Text: { } text }
        ? text
        : throw new PipelineSyntaxException(node.Location, $"{what} must be text, not {node.Kind}.");

    /// <summary>A list of texts; one text alone counts as a list of one.</summary>
    public static IReadOnlyList<string> Texts(ConfigNode node, string what) =>
        node is ConfigSequence list ? [.. list.Items.Select(i => Text(i, $"each element of {what}"))] : [Text(node, what)];

    /// <summary>Whether a flag is set.</summary>
    public static bool Flag(ConfigNode node, string what) => node is ConfigScalar { Value: bool flag }
        ? flag
        : throw new PipelineSyntaxException(node.Location, $"{what} must be true or false, not {node.Kind}.");

    /// <summary>A node, or the nodes of a list.</summary>
    public static IReadOnlyList<ConfigNode> Several(ConfigNode node) => node is ConfigSequence list ? list.Items : [node];

    public static SourceLocation At(ConfigNode node) => new(node.Location.Source ?? "", node.Location.Line);

    /// <summary>Refuses keys that have no meaning here.</summary>
    public static void RefuseOthers(ConfigMapping mapping, string what, params IReadOnlyList<string> known)
    {
        foreach (var (key, _) in mapping.Entries)
            if (!known.Contains(key.ToString()))
                throw new PipelineSyntaxException(
                    key.Location, $"{what} has no key '{key}'; known are {string.Join(", ", known)}.{Suggestions.For(key.ToString(), known)}");
    }
}
