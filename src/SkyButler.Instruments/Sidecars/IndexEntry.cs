using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;

namespace SkyButler.Instruments.Sidecars;

/// <summary>What an index file or sidecar tells of one file: either what was observed, or a header that is still to be translated.</summary>
/// <param name="File">The file, relative to the index's folder.</param>
/// <param name="Observation">What was observed; null where there is a header.</param>
/// <param name="Header">The header; null where there is an observation.</param>
public sealed record IndexEntry(string File, ObservationInfo? Observation, Header? Header);
