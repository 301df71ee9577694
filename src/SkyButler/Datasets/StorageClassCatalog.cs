using System.Diagnostics.CodeAnalysis;

namespace SkyButler.Datasets;

/// <summary>All storage classes that a client knows.</summary>
public sealed class StorageClassCatalog
{
    private readonly Dictionary<string, StorageClass> classes;

    /// <summary>Makes a catalogue of resolved classes (inheritance already applied).</summary>
    public StorageClassCatalog(IEnumerable<StorageClass> classes) =>
        this.classes = classes.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>All names, sorted.</summary>
    public IEnumerable<string> Names => classes.Keys.Order(StringComparer.Ordinal);

    /// <summary>A class by name.</summary>
    /// <exception cref="DatasetTypeException">There is none of that name.</exception>
    public StorageClass this[string name] => TryGet(name, out var found)
        ? found
        : throw new DatasetTypeException($"There is no storage class '{name}'; define it under storageClasses in butler.yaml.{Suggestions.For(name, classes.Keys)}");

    /// <summary>A class by name, or false.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out StorageClass? found) => classes.TryGetValue(name, out found);

    /// <summary>The storage class of a component, derived ones too.</summary>
    /// <exception cref="DatasetTypeException">The class has no such component.</exception>
    public string Component(string storageClass, string component)
    {
        var parent = this[storageClass];
        return parent.Components.TryGetValue(component, out var name) || parent.DerivedComponents.TryGetValue(component, out name)
            ? name
            : throw new DatasetTypeException(
                $"The storage class '{storageClass}' has no component '{component}'.{Suggestions.For(component, parent.Components.Keys.Concat(parent.DerivedComponents.Keys))}");
    }

    /// <summary>Whether a dataset written as one class can be read as another: the same name or type, or a converter from one type to the other.</summary>
    public bool CanConvert(string from, string to) =>
        from == to || (TryGet(from, out var a) && TryGet(to, out var b) && (a.PythonType == b.PythonType || b.Converters.ContainsKey(Known(a.PythonType))));

    // Converters call a class by the package that shows it, its own definition by the module where it is.
    private static string Known(string type) => type == "pyarrow.lib.Table" ? "pyarrow.Table" : type;
}
