namespace SkyButler.Instruments.Ingest.Exposures;

/// <summary>What became of exposures that were to be registered.</summary>
/// <param name="New">How many are new.</param>
/// <param name="Updated">How many have new values.</param>
/// <param name="Refused">Those that are registered with other values, and what differs.</param>
internal sealed record ExposureRegistrationResult(int New, int Updated, IReadOnlyDictionary<ExposureGroup, string> Refused);
