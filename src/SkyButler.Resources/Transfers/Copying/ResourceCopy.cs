namespace SkyButler.Resources.Transfers.Copying;

/// <summary>A file that is to be copied.</summary>
/// <param name="Source">What is copied.</param>
/// <param name="Target">The name that it shall have.</param>
public readonly record struct ResourceCopy(ResourcePath Source, ResourcePath Target);
