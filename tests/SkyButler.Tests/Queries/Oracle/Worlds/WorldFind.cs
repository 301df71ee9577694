using SkyButler.Dimensions.Times;

namespace SkyButler.Tests.Queries.Oracle.Worlds;

/// <summary>A dataset as a search came upon it.</summary>
internal sealed record WorldFind(WorldDataset Dataset, string Collection, WorldValidity? Validity)
{
    public Timespan Timespan => Validity?.Timespan ?? Timespan.Unbounded;
}
