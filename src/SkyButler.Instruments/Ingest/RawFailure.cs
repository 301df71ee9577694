using SkyButler.Resources;

namespace SkyButler.Instruments.Ingest;

/// <summary>A raw file that was not taken in.</summary>
/// <param name="File">The file, or an index that can't be read.</param>
/// <param name="Kind">Where it failed.</param>
/// <param name="Message">Why, in one line that names the file.</param>
public sealed record RawFailure(ResourcePath File, RawFailureKind Kind, string Message);
