namespace SkyButler.Registry.Datasets;

/// <summary>How many datasets of one type a run has.</summary>
/// <param name="Run">The run.</param>
/// <param name="DatasetType">The dataset type.</param>
/// <param name="Count">How many; at least one.</param>
public sealed record RunContent(string Run, string DatasetType, long Count);
