namespace SkyButler.Transfers.Exports;

/// <summary>What an export has.</summary>
/// <param name="Datasets">How many datasets.</param>
/// <param name="Files">How many files.</param>
public readonly record struct ExportSummary(long Datasets, long Files);
