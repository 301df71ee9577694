using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Pages;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Reading.Plans;

/// <summary>Fetches page indexes where they help: when not all rows of a row group are wanted.</summary>
internal static class PageIndexes
{
    private const int Longest = 64 << 20;

    /// <summary>The plan with the places of its pages.</summary>
    public static async ValueTask<GroupPlan> LocateAsync(IByteSource source, GroupPlan plan, IEnumerable<FieldNode> nodes, CancellationToken cancellationToken)
    {
        if (plan.RowCount == plan.Group.RowCount)
            return plan;
        var locations = new Dictionary<int, IReadOnlyList<PageLocation>>();
        foreach (var leaf in nodes.SelectMany(n => n.Leaves))
            if (await ReadAsync(source, plan.Group.Columns[leaf.Ordinal].OffsetIndex, b => PageIndexReader.ReadLocations(b.Span, plan.Group.RowCount), cancellationToken) is { } found)
                locations[leaf.Ordinal] = found;
        return plan with { Locations = locations };
    }

    /// <summary>Fetches and decodes a page index; null where there is none, or none that can be trusted, since rows are found without it too.</summary>
    public static async ValueTask<T?> ReadAsync<T>(IByteSource source, FileSection? section, Func<ReadOnlyMemory<byte>, T> decode, CancellationToken cancellationToken)
        where T : class
    {
        if (section is not { } place || place.Length > Longest || place.Offset > source.Length - place.Length)
            return null;
        var bytes = new byte[place.Length];
        await source.ReadAsync(place.Offset, bytes, cancellationToken);
        try
        {
            return decode(bytes);
        }
        catch (ParquetFormatException)
        {
            return null;
        }
    }
}
