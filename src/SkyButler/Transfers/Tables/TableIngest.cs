using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Resources;
using SkyButler.Transfers.Artifacts;

namespace SkyButler.Transfers.Tables;

/// <summary>Turns a table of files and data IDs into datasets to be ingested.</summary>
public sealed record TableIngest
{
    /// <summary>The dataset type of all files.</summary>
    public required DatasetType DatasetType { get; init; }

    /// <summary>The run that takes them in.</summary>
    public required string Run { get; init; }

    /// <summary>Where relative paths begin.</summary>
    public required ResourcePath Prefix { get; init; }

    /// <summary>Whether files outside of the prefix are refused.</summary>
    public bool StaysInPrefix { get; init; }

    /// <summary>Data ID values that all rows share, as texts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> CommonDataId { get; init; } = [];

    /// <summary>How identifiers are made.</summary>
    public DatasetIdMode IdMode { get; init; } = DatasetIdMode.Unique;

    /// <summary>Name of the formatter that reads the files; null to let the configuration decide.</summary>
    public string? Formatter { get; init; }

    /// <summary>The source of identifiers.</summary>
    public DatasetIds Ids { get; init; } = new();

    /// <summary>The datasets of a table: its first column names files, the others are dimensions. Rows with the same file share it.</summary>
    /// <exception cref="IngestTableException">A column is no dimension, a value has the wrong type, or a file is outside of the prefix.</exception>
    public IReadOnlyList<FileDataset> Read(IngestTable table)
    {
        var dataIds = new TableDataIds(DatasetType, CommonDataId, table);
        var files = new OrderedDictionary<ResourcePath, List<DatasetRef>>(table.Rows.Count);
        var links = StaysInPrefix ? new LinkGuard(Prefix) : null;
        var seen = new Dictionary<DataCoordinate, int>(table.Rows.Count);
        foreach (var row in table.Rows)
        {
            if (row.Cells[0].Length == 0)
                throw new IngestTableException($"{table.Where(row)}: The row names no file.");
            var dataId = dataIds.Read(row);
            if (!seen.TryAdd(dataId, row.Line))
                throw new IngestTableException($"{table.Where(row)}: The data ID {dataId} stands on line {seen[dataId]} already.");
            var file = ResourcePath.ParseTyped(row.Cells[0], Prefix, EnvironmentVariables.Process);
            if (StaysInPrefix && !file.IsWithin(Prefix))
                throw new IngestTableException($"{table.Where(row)}: The file '{row.Cells[0]}' lies outside of the prefix {Prefix.DisplayName}; leave --prefix out, or correct the row.");
            if (!files.TryGetValue(file, out var datasets))
            {
                if (links?.Outside(file) is { } real)
                    throw new IngestTableException($"{table.Where(row)}: The file '{row.Cells[0]}' is behind a symbolic link out of the prefix {Prefix.DisplayName}, to {real}; put a copy of it in place of the link, or leave --prefix out.");
                files[file] = datasets = new(1);
            }

            datasets.Add(new DatasetRef(DatasetType, dataId, Run, Ids.Make(IdMode, DatasetType.Name, Run, dataId)));
        }

        return [.. files.Select(pair => new FileDataset(pair.Key.ToString(), pair.Value, Formatter) { Resource = pair.Key })];
    }
}
