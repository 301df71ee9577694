using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Geometry;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Records;

/// <summary>Keeps the rows that say which pixels of the common pixelization the regions of records touch.</summary>
internal sealed class OverlapWriter
{
    private readonly RegistryContext context;
    private readonly Lazy<Pixelization> pixelization;

    public OverlapWriter(RegistryContext context)
    {
        this.context = context;
        pixelization = new(() => Common.SkyPixSystem!.Pixelization(Common.SkyPixLevel));
    }

    private Database Database => context.Database;

    private DimensionElement Common => context.Universe.CommonSkyPix;

    /// <summary>The pixels that a record's region touches; none where it has no region.</summary>
    public RangeSet Pixels(DimensionRecord record) => record.Region is { } region ? pixelization.Value.Envelope(region) : RangeSet.Empty;

    /// <summary>Notes for a governor's records that the overlaps of all elements that it governs are kept.</summary>
    public async Task WriteSummariesAsync(DimensionElement governor, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        foreach (var element in OverlapTables.SpatialElements(context.Universe).Where(e => e.Governor == governor))
        {
            await Database.InsertAsync(
                new RowInsert(OverlapTables.SummaryName(element), OverlapTables.System, OverlapTables.Level, ColumnDefinition.Key(governor.Name, governor))
                {
                    Conflict = InsertConflict.Ignore,
                },
                values,
                (row, value) =>
                {
                    row.Write(Common.SkyPixSystem!.Name);
                    row.Write(Common.SkyPixLevel);
                    row.Write(value);
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the overlap rows of records.</summary>
    public Task DeleteAsync(DimensionElement element, IReadOnlyList<DimensionRecord> records, CancellationToken cancellationToken)
    {
        var keys = new KeyRows(element.Required.Count);
        foreach (var record in records)
            keys.Begin().Add(RecordKey.Of(record).Values).End();
        var names = element.Required.Select(r => Database.Dialect.Quote(r.Name)).ToList();
        return Database.ExecuteAsync(
            Database.Sql()
                .Append($"DELETE FROM {new SqlName(OverlapTables.Name(element))} WHERE skypix_system = {Common.SkyPixSystem!.Name} AND skypix_level = {Common.SkyPixLevel} AND (")
                .Raw(string.Join(", ", names)).Raw(") IN (SELECT ")
                .Raw(string.Join(", ", Enumerable.Range(0, names.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"c{i}"))))
                .Append($" FROM {keys} k)").Build(),
            cancellationToken);
    }

    /// <summary>Inserts the overlap rows of records.</summary>
    public async Task InsertAsync(
        DimensionElement element, IReadOnlyList<(DimensionRecord Record, RangeSet Pixels)> records, CancellationToken cancellationToken)
    {
        if (element.Governor is { } governor)
        {
            var place = element.Required.ToList().IndexOf(governor);
            await WriteSummariesAsync(
                governor, [.. records.Select(r => (string)r.Record.Values[place]!).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        }

        var rows = new List<(RecordKey Key, ulong Pixel)>(records.Count);
        foreach (var (record, pixels) in records)
        {
            if (pixels.IsEmpty)
                continue;
            var key = RecordKey.Of(record);
            rows.AddRange(pixels.Values.Select(pixel => (key, pixel)));
        }

        var system = Common.SkyPixSystem!.Name;
        var level = Common.SkyPixLevel;
        await Database.InsertAsync(
            new RowInsert(
                OverlapTables.Name(element),
                [OverlapTables.System, OverlapTables.Level, .. element.Required.Select(r => ColumnDefinition.Key(r.Name, r)), ColumnDefinition.Integer("skypix_index")]),
            rows,
            (row, overlap) =>
            {
                row.Write(system);
                row.Write(level);
                foreach (var value in overlap.Key.Values)
                    row.Write(value);
                row.Write((long)overlap.Pixel);
            },
            cancellationToken).ConfigureAwait(false);
    }
}
