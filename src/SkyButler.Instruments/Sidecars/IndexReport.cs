using SkyButler.Instruments.Headers;
using SkyButler.Resources;

namespace SkyButler.Instruments.Sidecars;

/// <summary>What became of files that were to be indexed.</summary>
/// <param name="Written">The index files or sidecars that were written.</param>
/// <param name="Indexed">How many files they tell of.</param>
/// <param name="Failures">Files that could not be read, and why.</param>
public sealed record IndexReport(IReadOnlyList<ResourcePath> Written, int Indexed, IReadOnlyList<(ResourcePath File, HeaderException Error)> Failures);
