using SkyButler.Configuration.Nodes;
using SkyButler.Datasets;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions.DataIds;
using SkyButler.Resources;
using SkyButler.Resources.Transfers;
using SkyButler.Transfers.Exports;

namespace SkyButler.Transfers.Imports.Reading;

/// <summary>Turns records of an export file into datasets and their files.</summary>
/// <param name="types">The dataset types of the file and of the repository.</param>
/// <param name="folder">Where relative paths begin, and what they may not leave.</param>
/// <param name="transfer">How files are to be taken in.</param>
internal sealed class ImportedFileReader(IReadOnlyDictionary<string, DatasetType> types, ResourcePath folder, TransferMode transfer)
{
    private readonly RootedPaths rooted = new(folder);

    /// <summary>The files of a part.</summary>
    /// <exception cref="ImportException">A record is none, or its path leads out of the folder.</exception>
    public IReadOnlyList<ImportedFile> Read(ImportPart.Datasets part)
    {
        var type = types[part.Type];
        return [.. part.Files.Select(row => Read(row, type, part.Run))];
    }

    private ImportedFile Read(ConfigMapping row, DatasetType type, string run)
    {
        var ids = ImportValues.List(row.TryGet("dataset_id", out var id) ? id : null);
        var dataIds = ImportValues.List(row.TryGet("data_id", out var dataId) ? dataId : null);
        if (ids.Count == 0 || ids.Count != dataIds.Count)
            throw ImportValues.Error(row.Location, $"A record of datasets has {ids.Count} identifiers under 'dataset_id' and {dataIds.Count} data IDs under 'data_id'; it needs as many of both, at least one.");
        var datasets = ids.Select((node, i) => new DatasetRef(type, DataId(dataIds[i], type), run, ImportValues.Id(node))).ToList();
        return new(datasets, Place(row, "path"), TextOf(row, "formatter"), Components(row, datasets));
    }

    private static DataCoordinate DataId(ConfigNode node, DatasetType type)
    {
        var named = new DataId();
        foreach (var (key, value) in ImportValues.Mapping(node, "A data ID").Entries)
            if (value is ConfigScalar { Value: long or string } scalar)
                named[key.ToString()] = scalar.Value;
            else
                throw ImportValues.Error(value.Location, $"The value of '{key}' in a data ID must be text or an integer, but this is {value.Kind}.");
        return ImportValues.Located(node, () => DataCoordinate.Standardize(type.Dimensions, named));
    }

    private List<(ResourcePath Source, FileRecord Record)> Components(ConfigMapping row, List<DatasetRef> datasets)
    {
        var components = new List<(ResourcePath, FileRecord)>();
        foreach (var node in ImportValues.List(row.TryGet(ExportFile.ComponentsKey, out var list) ? list : null))
        {
            var mapping = ImportValues.Mapping(node, "A component");
            var record = new FileRecord
            {
                DatasetId = datasets[0].Id,
                Path = Needed(mapping, "path"),
                Formatter = Needed(mapping, "formatter"),
                StorageClass = Needed(mapping, "storage_class"),
                Component = Needed(mapping, "component"),
            };
            components.Add((ImportValues.Located(node, () => rooted.Join(record.Path)), record));
        }

        return components;
    }

    // Files elsewhere are only remembered, and only where that is asked for: an import file must not pick any file of this machine.
    private ResourcePath? Place(ConfigMapping row, string key)
    {
        if (TextOf(row, key) is not { } path)
            return null;
        var stored = StoredPath.Parse(path);
        if (!stored.IsAbsolute)
            return ImportValues.Located(row, () => rooted.Join(path));
        return transfer == TransferMode.Direct
            ? ResourcePath.ParseStored(path)
            : throw ImportValues.Error(row.Location, $"The path '{path}' leads out of the folder of the export; if it is trusted, import with --transfer direct, which leaves such files where they are.");
    }

    private static string Needed(ConfigMapping mapping, string key) =>
        TextOf(mapping, key) ?? throw ImportValues.Error(mapping.Location, $"A component needs '{key}'.");

    private static string? TextOf(ConfigMapping mapping, string key) =>
        mapping.TryGet(key, out var node) && node is not ConfigScalar { Value: null } ? ImportValues.Text(node, $"'{key}'") : null;
}
