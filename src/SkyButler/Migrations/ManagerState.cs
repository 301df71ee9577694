namespace SkyButler.Migrations;

/// <summary>One part of the registry's tables and its version.</summary>
/// <param name="Key">The part: <c>datasets</c>, <c>dimensions</c> …</param>
/// <param name="Name">The class that the database names.</param>
/// <param name="Version">The version of its tables; null where the database gives none.</param>
/// <param name="Newest">The version that new repositories get; null for a class that is not known here.</param>
public sealed record ManagerState(string Key, string Name, string? Version, string? Newest);
