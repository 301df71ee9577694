using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Pages;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Reading.Plans;

/// <summary>Page indexes of some row groups, fetched together.</summary>
internal sealed class PageIndexes
{
    /// <summary>Of how many row groups to fetch them together.</summary>
    public const int GroupsTogether = 256;

    private const long Most = 64 << 20;
    private readonly IReadOnlyDictionary<FileSection, byte[]> bytes;

    private PageIndexes(IReadOnlyDictionary<FileSection, byte[]> bytes) => this.bytes = bytes;

    /// <summary>Fetches page indexes. Too many bytes of them aren't fetched, since rows are found without them too.</summary>
    public static async Task<PageIndexes> FetchAsync(IByteSource source, IEnumerable<FileSection?> sections, CancellationToken cancellationToken) =>
        new(await NearSections.ReadAsync(source, sections.OfType<FileSection>(), Most, cancellationToken));

    /// <summary>The plans with the places of their pages, where these help: when not all rows of a row group are wanted.</summary>
    public static async Task<IReadOnlyList<GroupPlan>> LocateAsync(IByteSource source, IReadOnlyList<GroupPlan> plans, IReadOnlyList<FieldNode> nodes, CancellationToken cancellationToken)
    {
        var leaves = nodes.SelectMany(n => n.Leaves).Select(l => l.Ordinal).ToList();
        var located = new List<GroupPlan>(plans.Count);
        foreach (var some in plans.Chunk(GroupsTogether))
        {
            var indexes = await FetchAsync(source, some.Where(IsPart).SelectMany(p => leaves.Select(l => p.Group.Columns[l].OffsetIndex)), cancellationToken);
            located.AddRange(some.Select(p => IsPart(p) ? p with { Locations = indexes.Locate(p.Group, leaves) } : p));
        }

        return located;
    }

    /// <summary>Where the pages of a column chunk are; null if there is no index, or none that can be trusted.</summary>
    public IReadOnlyList<PageLocation>? Locations(RowGroupMetadata group, int ordinal) =>
        Decode(group.Columns[ordinal].OffsetIndex, b => PageIndexReader.ReadLocations(b, group.RowCount));

    /// <summary>What is known of the pages of a column chunk; null if there is no index, or none that can be trusted.</summary>
    public IReadOnlyList<ColumnStatistics?>? Statistics(RowGroupMetadata group, int ordinal) =>
        Decode(group.Columns[ordinal].ColumnIndex, b => PageIndexReader.ReadStatistics(b));

    private static bool IsPart(GroupPlan plan) => plan.RowCount < plan.Group.RowCount;

    private Dictionary<int, IReadOnlyList<PageLocation>> Locate(RowGroupMetadata group, IReadOnlyList<int> leaves)
    {
        var locations = new Dictionary<int, IReadOnlyList<PageLocation>>();
        foreach (var leaf in leaves)
            if (Locations(group, leaf) is { } found)
                locations[leaf] = found;
        return locations;
    }

    private T? Decode<T>(FileSection? section, Func<byte[], T> decode)
        where T : class
    {
        if (section is not { } place || !bytes.TryGetValue(place, out var index))
            return null;
        try
        {
            return decode(index);
        }
        catch (Exception e) when (Failures.IsOfDamage(e))
        {
            return null;
        }
    }
}
