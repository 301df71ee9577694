using System.Globalization;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry;
using SkyButler.Registry.Errors;
using SkyButler.Transfers.Tables;

namespace SkyButler.Curation.Validity;

/// <summary>Puts datasets into a CALIBRATION collection with the validity ranges that a table says, a row for each.</summary>
public sealed record TableCertification
{
    private const string Begin = "begin";
    private const string End = "end";

    /// <summary>Name of the dataset type.</summary>
    public required string DatasetType { get; init; }

    /// <summary>Collections in which the datasets are found, the first that has one.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The CALIBRATION collection; it is made if need be.</summary>
    public required string Output { get; init; }

    /// <summary>Values of dimensions that all rows share, as texts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> CommonDataId { get; init; } = [];

    /// <summary>
    /// Certifies what the rows of a table name: its columns are dimensions, and <c>begin</c> and <c>end</c> (ISO 8601 in TAI; empty for no limit). All or nothing.
    /// </summary>
    /// <returns>How many rows there were.</returns>
    /// <exception cref="IngestTableException">A column or value is wrong, or a row's dataset is not there.</exception>
    /// <exception cref="ConflictException">Validity ranges of a data ID overlap.</exception>
    public async Task<int> ApplyAsync(SqlRegistry registry, IngestTable table, CancellationToken cancellationToken)
    {
        var type = await registry.DatasetTypes.GetAsync(DatasetType, cancellationToken);
        var columns = table.Columns.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        foreach (var name in columns.Keys.Where(name => name is not (Begin or End) && type.Dimensions.IndexOf(name) < 0))
            throw new IngestTableException($"{table.Source}: The column '{name}' is neither begin, end nor a dimension of '{type.Name}', which has {type.Dimensions}.");
        var dataIds = table.Rows.Select(row => DataId(type, table, columns, row)).ToList();
        var found = await registry.Datasets.FindAsync(type, dataIds, Inputs, null, cancellationToken);
        var rows = new List<(DatasetRef Dataset, Timespan Validity)>();
        for (var i = 0; i < dataIds.Count; i++)
            rows.Add((found[i] ?? throw new IngestTableException($"{table.Source}:{table.Rows[i].Line}: There is no {type.Name} {dataIds[i]} in {string.Join(", ", Inputs)}."), Validity(table, columns, table.Rows[i])));
        await RangeCertification.ApplyAsync(registry, Output, DatasetType, rows, cancellationToken);
        return rows.Count;
    }

    private DataCoordinate DataId(DatasetType type, IngestTable table, Dictionary<string, int> columns, IngestTableRow row)
    {
        var named = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, text) in CommonDataId.Concat(columns.Where(column => column.Key is not (Begin or End)).Select(column => KeyValuePair.Create(column.Key, row.Cells[column.Value]))))
        {
            if (type.Dimensions.Universe[name].PrimaryKey!.Type == ColumnType.String)
                named[name] = text;
            else
                named[name] = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                    ? whole
                    : throw new IngestTableException($"{table.Source}:{row.Line}: '{name}' is a whole number, not '{text}'.");
        }

        try
        {
            return DataCoordinate.Standardize(type.Dimensions, named);
        }
        catch (DataIdException e)
        {
            throw new IngestTableException($"{table.Source}:{row.Line}: {e.Message}", e);
        }
    }

    private static Timespan Validity(IngestTable table, Dictionary<string, int> columns, IngestTableRow row)
    {
        long? Instant(string column)
        {
            if (!columns.TryGetValue(column, out var i) || row.Cells[i].Length == 0)
                return null;
            try
            {
                return TaiTime.ParseIso(row.Cells[i]);
            }
            catch (DimensionException e)
            {
                throw new IngestTableException($"{table.Source}:{row.Line}: {e.Message}", e);
            }
        }

        var (begin, end) = (Instant(Begin), Instant(End));
        return begin >= end
            ? throw new IngestTableException($"{table.Source}:{row.Line}: The validity range is empty: begin is not before end.")
            : Timespan.Between(begin, end);
    }
}
