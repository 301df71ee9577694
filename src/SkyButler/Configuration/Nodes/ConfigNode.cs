namespace SkyButler.Configuration.Nodes;

/// <summary>A value of a configuration or of a YAML or JSON document: a mapping, a sequence or a scalar. Nodes are immutable.</summary>
public abstract class ConfigNode
{
    private protected ConfigNode(string? tag, ConfigLocation location) => (Tag, Location) = (tag, location);

    /// <summary>The tag that the document gives, when it is not one of YAML's own; such as <c>!include</c>.</summary>
    public string? Tag { get; }

    /// <summary>Where it was written.</summary>
    public ConfigLocation Location { get; }

    /// <summary>What kind of value this is, for messages.</summary>
    public abstract string Kind { get; }
}
