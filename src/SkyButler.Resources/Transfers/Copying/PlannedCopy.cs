namespace SkyButler.Resources.Transfers.Copying;

/// <summary>A copy whose ends were looked at.</summary>
/// <param name="Copy">The copy.</param>
/// <param name="Source">What is copied.</param>
/// <param name="Target">What is where it shall be; null for nothing.</param>
internal readonly record struct PlannedCopy(ResourceCopy Copy, ResourceInfo Source, ResourceInfo? Target);
