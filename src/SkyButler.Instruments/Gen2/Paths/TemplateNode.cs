using SkyButler.Instruments.Gen2.Policies;

namespace SkyButler.Instruments.Gen2.Paths;

/// <summary>The templates of many types as a tree of their elements.</summary>
internal sealed class TemplateNode
{
    private readonly Dictionary<string, TemplateNode> children = new(StringComparer.Ordinal);

    private TemplateNode(PathElement? element) => Element = element;

    /// <summary>What a name must fit; null of the root.</summary>
    public PathElement? Element { get; }

    /// <summary>What lies below.</summary>
    public IReadOnlyCollection<TemplateNode> Children => children.Values;

    /// <summary>The types whose files end here; several can't be told apart.</summary>
    public List<Gen2DatasetType> Types { get; } = [];

    /// <summary>The tree of some types.</summary>
    public static TemplateNode Of(IEnumerable<Gen2DatasetType> types)
    {
        var root = new TemplateNode(null);
        foreach (var type in types)
        {
            var node = root;
            foreach (var element in PathElement.Split(type.Template))
            {
                if (!node.children.TryGetValue(element.Text, out var child))
                    node.children[element.Text] = child = new(element);
                node = child;
            }

            node.Types.Add(type);
        }

        return root;
    }
}
