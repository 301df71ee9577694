namespace SkyButler.Pipelines.Configs;

/// <summary>
/// Makes a property a field of a configuration. Numbers, text, truth values, enumerations, nested configurations, and lists and
/// dictionaries (by text) of these are understood. A property that can be null is optional.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConfigFieldAttribute(string documentation) : Attribute
{
    /// <summary>What the field means.</summary>
    public string Documentation { get; } = documentation;

    /// <summary>Name in files and on the command line; by default the property's with a small first letter.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Whether another value may change what a task writes. A run can be extended with other values of fields that don't, such as how much is
    /// logged or on what to give up.
    /// </summary>
    public bool ChangesOutputs { get; init; } = true;
}
