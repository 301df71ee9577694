namespace SkyButler.Configuration.Nodes;

/// <summary>A name and its value in a mapping.</summary>
// A class on purpose: collections of structs of ours are compiled anew at every start, which costs commands a tenth of a second.
public sealed class ConfigEntry
{
    /// <summary>Makes an entry.</summary>
    public ConfigEntry(ConfigScalar key, ConfigNode value) => (Key, Value) = (key, value);

    /// <summary>The name.</summary>
    public ConfigScalar Key { get; }

    /// <summary>The value.</summary>
    public ConfigNode Value { get; }

    /// <summary>Takes the entry apart.</summary>
    public void Deconstruct(out ConfigScalar key, out ConfigNode value) => (key, value) = (Key, Value);
}
