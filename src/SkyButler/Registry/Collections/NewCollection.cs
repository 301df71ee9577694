namespace SkyButler.Registry.Collections;

/// <summary>A collection that shall be there.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Kind.</param>
/// <param name="Documentation">Documentation that it gets where it is made; null or empty for none.</param>
internal sealed record NewCollection(string Name, CollectionType Type, string? Documentation);
