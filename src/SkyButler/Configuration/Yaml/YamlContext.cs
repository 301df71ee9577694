namespace SkyButler.Configuration.Yaml;

/// <summary>Where a node stands, as far as its layout depends on it.</summary>
internal enum YamlContext
{
    Root,
    SequenceItem,
    MappingValue,
    SimpleKey,
}
