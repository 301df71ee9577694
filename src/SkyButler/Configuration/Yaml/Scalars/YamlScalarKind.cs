namespace SkyButler.Configuration.Yaml.Scalars;

/// <summary>What an unquoted, untagged scalar is by its look.</summary>
internal enum YamlScalarKind
{
    Text,
    Null,
    Boolean,
    Integer,
    Float,
    Timestamp,
    Merge,
    Value,
}
