using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Pages;

namespace SkyButler.Parquet.Reading.Plans;

/// <summary>What to read of one row group.</summary>
internal sealed record GroupPlan(int Number, RowGroupMetadata Group, IReadOnlyList<RowRange> Ranges)
{
    /// <summary>Where the data pages of a leaf are, if that is known and worth knowing.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<PageLocation>> Locations { get; init; } = new Dictionary<int, IReadOnlyList<PageLocation>>();

    public long RowCount => Ranges.Sum(r => r.Count);
}
