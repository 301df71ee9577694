namespace SkyButler.Configuration.Yaml;

/// <summary>What a reader of YAML accepts. The bounds keep a hostile document from taking all memory.</summary>
public sealed record YamlReadOptions
{
    /// <summary>The bounds and rules for configuration files and datasets.</summary>
    public static YamlReadOptions Default { get; } = new();

    /// <summary>How deep collections may be nested.</summary>
    public int MaximumDepth { get; init; } = 200;

    /// <summary>How many values a document may have, those reached through aliases counted each time.</summary>
    public long MaximumNodes { get; init; } = 20_000_000;

    /// <summary>What a key that appears twice in a mapping means.</summary>
    public YamlDuplicateKeys DuplicateKeys { get; init; } = YamlDuplicateKeys.LastWins;
}
