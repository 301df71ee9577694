namespace SkyButler.Datastores.Formatters;

/// <summary>Which formatter writes a dataset, and how.</summary>
/// <param name="Name">The original's class name, as the database records it.</param>
/// <param name="Parameters">What the configuration says about writing.</param>
public sealed record FormatterChoice(string Name, IReadOnlyDictionary<string, object?> Parameters);
