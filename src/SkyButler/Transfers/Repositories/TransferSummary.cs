namespace SkyButler.Transfers.Repositories;

/// <summary>What became of datasets that were to come from another repository.</summary>
/// <param name="Datasets">How many of them the repository has now, or would have.</param>
/// <param name="New">How many of these are new.</param>
/// <param name="Missing">How many were left out since the source has no file of them.</param>
public readonly record struct TransferSummary(long Datasets, long New, long Missing);
