namespace SkyButler.Configuration.Nodes;

/// <summary>Values in order.</summary>
public sealed class ConfigSequence : ConfigNode
{
    /// <summary>Makes a sequence.</summary>
    public ConfigSequence(IReadOnlyList<ConfigNode> items, string? tag = null, ConfigLocation location = default)
        : base(tag, location) => Items = items;

    /// <summary>The values.</summary>
    public IReadOnlyList<ConfigNode> Items { get; }

    /// <inheritdoc/>
    public override string Kind => "a list";
}
