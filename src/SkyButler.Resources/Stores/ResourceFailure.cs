namespace SkyButler.Resources.Stores;

/// <summary>One path of many for which an operation failed.</summary>
/// <param name="Path">The path.</param>
/// <param name="Error">Why it failed.</param>
public sealed record ResourceFailure(ResourcePath Path, ResourceException Error);
