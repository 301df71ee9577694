using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Datasets;

namespace SkyButler.Datastores.Types;

/// <summary>Makes storage classes of their definitions, what they inherit put in.</summary>
internal sealed class StorageClassReader
{
    private readonly Dictionary<string, StorageClass> done = new(StringComparer.Ordinal);
    private readonly HashSet<string> underWay = new(StringComparer.Ordinal);
    private readonly Config definitions;

    private StorageClassReader(Config definitions) => this.definitions = definitions;

    /// <summary>Reads the section <c>storageClasses</c>.</summary>
    /// <exception cref="ConfigException">A definition is wrong, inherits from itself, or names a class that is not there.</exception>
    public static StorageClassCatalog Read(Config definitions)
    {
        var reader = new StorageClassReader(definitions);
        return new(definitions.Keys.Select(reader.Resolve).ToList());
    }

    private StorageClass Resolve(string name)
    {
        if (done.TryGetValue(name, out var known))
            return known;
        if (definitions.Find([name]) is not { } node)
            throw new ConfigException($"The storage class '{name}' is inherited from but not defined.{Suggestions.For(name, definitions.Keys)}");
        if (node is not ConfigMapping mapping)
            throw new ConfigException(node.Location, $"The definition of the storage class '{name}' must be a mapping, but it is {node.Kind}.");
        if (!underWay.Add(name))
            throw new ConfigException(node.Location, $"The storage class '{name}' inherits from itself.");
        var definition = new Config(mapping);
        var parent = definition.Text("inheritsFrom") is { } inherited ? Resolve(inherited) : new StorageClass { Name = name };
        var made = parent with
        {
            Name = name,
            PythonType = definition.Text("pytype") ?? parent.PythonType,
            Components = Joined(parent.Components, definition, "components"),
            DerivedComponents = Joined(parent.DerivedComponents, definition, "derivedComponents"),
            Parameters = [.. parent.Parameters.Union(definition.TextList("parameters"), StringComparer.Ordinal)],
            Delegate = definition.Text("delegate") ?? parent.Delegate,
            Converters = Joined(parent.Converters, definition, "converters"),
        };
        if (made.Components.Count == 1)
            throw new ConfigException(node.Location, $"The storage class '{name}' has a single component, and a composite has several; make it a derivedComponent.");
        underWay.Remove(name);
        return done[name] = made;
    }

    private static IReadOnlyDictionary<string, string> Joined(IReadOnlyDictionary<string, string> inherited, Config definition, string key)
    {
        var own = definition.Section(key).Root.Entries;
        if (own.Count == 0)
            return inherited;
        var joined = new Dictionary<string, string>(inherited, StringComparer.Ordinal);
        foreach (var (name, value) in own)
            joined[name.ToString()] = value.ToString()!;
        return joined;
    }
}
