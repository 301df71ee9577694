using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;
using SkyButler.Resources;

namespace SkyButler.Instruments.Translators;

/// <summary>A file and what its headers tell.</summary>
/// <param name="File">The file.</param>
/// <param name="Observations">One for each header that stands for a detector; none where there was an error.</param>
/// <param name="Error">Why it can't be read, or null.</param>
public sealed record ObservedFile(ResourcePath File, IReadOnlyList<ObservationInfo> Observations, HeaderException? Error);
