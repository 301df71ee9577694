namespace SkyButler.Datasets;

/// <summary>
/// How a dataset looks in memory: the type that the original's users get for it, its parts, and the parameters that reading takes.
/// Names only; which .NET type stands for it is the datastore's business.
/// </summary>
public sealed record StorageClass
{
    /// <summary>Name, such as <c>ExposureF</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Full name of the original's in-memory type, such as <c>lsst.afw.image.Exposure</c>.</summary>
    public string PythonType { get; init; } = "";

    /// <summary>Component names with their storage classes: parts that can be stored by themselves.</summary>
    public IReadOnlyDictionary<string, string> Components { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of read-only parts that are computed, with their storage classes.</summary>
    public IReadOnlyDictionary<string, string> DerivedComponents { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of the parameters that reading understands.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Full name of the original's class that takes composites apart; empty where none is named.</summary>
    public string Delegate { get; init; } = "";

    /// <summary>Original type names that can be turned into this class's type, with the original's function that does it.</summary>
    public IReadOnlyDictionary<string, string> Converters { get; init; } = new Dictionary<string, string>();

    /// <summary>True where it has components that can be stored by themselves.</summary>
    public bool IsComposite => Components.Count > 0;
}
