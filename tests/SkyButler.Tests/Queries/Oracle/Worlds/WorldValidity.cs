using SkyButler.Dimensions.Times;

namespace SkyButler.Tests.Queries.Oracle.Worlds;

/// <summary>A dataset in a calibration collection, for a range of time.</summary>
internal sealed record WorldValidity(string Collection, WorldDataset Dataset, Timespan Timespan);
