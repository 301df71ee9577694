namespace SkyButler.Pipelines.Execution;

/// <summary>What is said of a job that executes part of a graph.</summary>
/// <param name="ReadTime">How long it took to read the graph.</param>
/// <param name="Quanta">How many quanta it read.</param>
internal sealed record JobFacts(TimeSpan ReadTime, int Quanta);
