namespace SkyButler.Instruments.Visits.Grouping;

/// <summary>A visit that is to be defined.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Exposures">Its exposures, in order of their counters.</param>
/// <param name="Systems">Numbers of the visit systems that it belongs to.</param>
internal sealed record VisitPlan(long Id, string Name, IReadOnlyList<SkyExposure> Exposures, IReadOnlyList<int> Systems);
