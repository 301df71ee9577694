namespace SkyButler.Pipelines.Tasks.Sources;

/// <summary>Where the code of a task came from.</summary>
/// <param name="File">Path of its file.</param>
/// <param name="Checksum">SHA-256 of what was in the file.</param>
internal sealed record TaskOrigin(string File, string Checksum);
