namespace SkyButler.Queries.Plans;

/// <summary>Where the datasets of a type are.</summary>
/// <param name="TypeKey">The type's key in those tables.</param>
/// <param name="Tags">Table of members of runs and tagged collections.</param>
/// <param name="Calibrations">Table of members of calibration collections; null for types that are no calibrations.</param>
internal sealed record DatasetTables(long TypeKey, string Tags, string? Calibrations);
