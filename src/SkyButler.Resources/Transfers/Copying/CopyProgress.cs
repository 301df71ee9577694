namespace SkyButler.Resources.Transfers.Copying;

/// <summary>How far copying has come.</summary>
/// <param name="Files">Files that have their final names, those that were there before included.</param>
/// <param name="Bytes">The bytes of these files.</param>
/// <param name="Skipped">Files that were there before, with the same content.</param>
public readonly record struct CopyProgress(long Files, long Bytes, long Skipped);
