namespace SkyButler.Configuration.Yaml;

/// <summary>In which order a mapping's entries are written.</summary>
public enum YamlKeyOrder
{
    /// <summary>By key; as configurations are written.</summary>
    Sorted,

    /// <summary>As they come; as data are written.</summary>
    AsGiven,
}
