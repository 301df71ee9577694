namespace SkyButler.Datastores.Bin.Lists;

/// <summary>How much of one removal is kept.</summary>
/// <param name="Datasets">How many datasets.</param>
/// <param name="Bytes">How many bytes their files have.</param>
internal sealed record BinSummary(long Datasets, long Bytes);
