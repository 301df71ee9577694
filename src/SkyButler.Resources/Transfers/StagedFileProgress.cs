namespace SkyButler.Resources.Transfers;

/// <summary>A staged file has got its final name.</summary>
/// <param name="Target">The name.</param>
/// <param name="Size">Its size in bytes.</param>
public readonly record struct StagedFileProgress(ResourcePath Target, long Size);
