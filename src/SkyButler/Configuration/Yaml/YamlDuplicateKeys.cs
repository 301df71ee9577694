namespace SkyButler.Configuration.Yaml;

/// <summary>What a key that appears twice in one mapping means.</summary>
public enum YamlDuplicateKeys
{
    /// <summary>The later value counts, as in the original.</summary>
    LastWins,

    /// <summary>The document is refused.</summary>
    Error,
}
