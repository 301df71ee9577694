using System.Globalization;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Resources;

namespace SkyButler.Transfers.Tables;

/// <summary>Turns a table of files and data IDs into datasets to be ingested.</summary>
public sealed record TableIngest
{
    private const string CommonSource = "--data-id";

    /// <summary>The dataset type of all files.</summary>
    public required DatasetType DatasetType { get; init; }

    /// <summary>The run that takes them in.</summary>
    public required string Run { get; init; }

    /// <summary>Where relative paths begin.</summary>
    public required ResourcePath Prefix { get; init; }

    /// <summary>Data ID values that all rows share, as texts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> CommonDataId { get; init; } = [];

    /// <summary>How identifiers are made.</summary>
    public DatasetIdMode IdMode { get; init; } = DatasetIdMode.Unique;

    /// <summary>Name of the formatter that reads the files; null to let the configuration decide.</summary>
    public string? Formatter { get; init; }

    /// <summary>The source of identifiers.</summary>
    public DatasetIds Ids { get; init; } = new();

    /// <summary>The datasets of a table: its first column names files, the others are dimensions. Rows with the same file share it.</summary>
    /// <exception cref="IngestTableException">A column is no dimension, or a value has the wrong type.</exception>
    public IReadOnlyList<FileDataset> Read(IngestTable table)
    {
        var keys = table.Columns.Skip(1).Select(name => Dimension(name, table.Source)).ToList();
        // The same for each row, whose own values are put over it.
        var values = new DataId();
        foreach (var (name, text) in CommonDataId)
            values[name] = Value(Dimension(name, CommonSource), text, () => CommonSource);
        var files = new OrderedDictionary<ResourcePath, List<DatasetRef>>(table.Rows.Count);
        var seen = new Dictionary<DataCoordinate, int>(table.Rows.Count);
        foreach (var row in table.Rows)
        {
            if (row.Cells[0].Length == 0)
                throw new IngestTableException($"{Where()}: The row names no file.");
            for (var i = 0; i < keys.Count; i++)
                values[keys[i].Name] = Value(keys[i], row.Cells[i + 1], Where);
            var dataId = Coordinate(values, Where);
            if (!seen.TryAdd(dataId, row.Line))
                throw new IngestTableException($"{Where()}: The data ID {dataId} stands on line {seen[dataId]} already.");
            var file = ResourcePath.ParseTyped(row.Cells[0], Prefix, EnvironmentVariables.Process);
            if (!files.TryGetValue(file, out var datasets))
                files[file] = datasets = new(1);
            datasets.Add(new DatasetRef(DatasetType, dataId, Run, Ids.Make(IdMode, DatasetType.Name, Run, dataId)));

            string Where() => string.Create(CultureInfo.InvariantCulture, $"{table.Source}:{row.Line}");
        }

        return [.. files.Select(pair => new FileDataset(pair.Key.ToString(), pair.Value, Formatter))];
    }

    private DimensionElement Dimension(string name, string where)
    {
        var universe = DatasetType.Dimensions.Universe;
        return universe.TryGet(name, out var element) && element.IsDimension
            ? element
            : throw new IngestTableException(
                $"{where}: '{name}' is no dimension; '{DatasetType.Name}' is identified by {string.Join(", ", DatasetType.Dimensions.Required)}."
                + Suggestions.For(name, DatasetType.Dimensions.Names));
    }

    private DataCoordinate Coordinate(DataId values, Func<string> where)
    {
        try
        {
            return DataCoordinate.Standardize(DatasetType.Dimensions, values);
        }
        catch (DataIdException e)
        {
            throw new IngestTableException($"{where()}: {e.Message}", e);
        }
    }

    private static object Value(DimensionElement dimension, string text, Func<string> where)
    {
        if (dimension.PrimaryKey!.Type != ColumnType.Int)
            return text.Length > 0 ? text : throw new IngestTableException($"{where()}: '{dimension}' has no value.");
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new IngestTableException($"{where()}: '{dimension}' takes an integer, not '{text}'.");
    }
}
