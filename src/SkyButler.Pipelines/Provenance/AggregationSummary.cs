using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance;

/// <summary>What came of gathering the outputs of a graph.</summary>
/// <param name="Quanta">How many quanta there are of each outcome.</param>
/// <param name="Abandoned">How many quanta may yet be executed, and were passed over.</param>
/// <param name="Ingested">How many datasets became known to the repository, or would.</param>
public sealed record AggregationSummary(IReadOnlyDictionary<AttemptStatus, int> Quanta, int Abandoned, long Ingested);
