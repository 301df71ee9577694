using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Pages;

/// <summary>An attempt on a timeline of few.</summary>
internal readonly record struct TimelineBar(string Task, string DataId, DateTimeOffset Begin, DateTimeOffset End, AttemptStatus Status);
