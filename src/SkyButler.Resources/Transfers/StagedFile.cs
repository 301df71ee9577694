namespace SkyButler.Resources.Transfers;

/// <summary>A file that waits for its final name.</summary>
internal readonly record struct StagedFile(ResourcePath Target, string FinalName, string TemporaryName, NeedsFlush NeedsFlush);
