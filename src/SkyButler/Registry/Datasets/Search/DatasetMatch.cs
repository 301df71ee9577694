using SkyButler.Dimensions.Times;

namespace SkyButler.Registry.Datasets.Search;

/// <summary>A dataset that a search came across.</summary>
/// <param name="Rank">Place of its collection in the search, from 0.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="Run">The run that holds it.</param>
/// <param name="Validity">Its validity range in a CALIBRATION collection; null in others.</param>
internal sealed record DatasetMatch(int Rank, Guid Id, string Run, Timespan? Validity);
