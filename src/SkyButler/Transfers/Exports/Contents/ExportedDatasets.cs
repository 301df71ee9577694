using SkyButler.Configuration.Nodes;
using SkyButler.Datasets;
using SkyButler.Transfers.Spools;

namespace SkyButler.Transfers.Exports.Contents;

/// <summary>The datasets of an export, sorted by type, run and path.</summary>
internal sealed class ExportedDatasets : IAsyncDisposable
{
    private readonly SortedDictionary<string, DatasetType> types = new(StringComparer.Ordinal);
    private readonly HashSet<string> runs = new(StringComparer.Ordinal);
    private readonly SortedSpool spool = new();
    private readonly SortedSpool ids = new();

    /// <summary>The types that have datasets here, and others that are exported.</summary>
    public IReadOnlyDictionary<string, DatasetType> Types => types;

    /// <summary>The runs that have datasets here.</summary>
    public IReadOnlyCollection<string> Runs => runs;

    /// <summary>How many there are.</summary>
    public long Count => spool.Count;

    /// <summary>The identifiers, sorted as keys.</summary>
    public SortedSpool Ids => ids;

    /// <summary>Takes a type without datasets.</summary>
    public void Add(DatasetType type) => types.TryAdd(type.Name, type);

    /// <summary>Takes a dataset.</summary>
    public async ValueTask AddAsync(DatasetRef dataset, IReadOnlyList<ExportedArtifact> artifacts, CancellationToken cancellationToken)
    {
        Add(dataset.DatasetType);
        runs.Add(dataset.Run);
        var exported = ExportedDataset.Of(dataset, artifacts);
        var key = SpoolKey.Of(dataset.DatasetType.Name, dataset.Run, exported.Whole?.Path ?? "", SpoolKey.Of(exported.Values));
        await spool.AddAsync(key, exported.ToBytes(), cancellationToken).ConfigureAwait(false);
        await ids.AddAsync(dataset.Id.ToString("N"), [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes them, the type again before those of each run.</summary>
    public async Task WriteAsync(ExportFileWriter writer, CancellationToken cancellationToken)
    {
        var open = new Queue<DatasetType>(types.Values);
        (string Type, string Run)? current = null;
        List<ExportedDataset> file = [];
        await foreach (var entry in spool.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var (typeName, run) = (Part(entry.Key, 0), Part(entry.Key, 1));
            var dataset = ExportedDataset.Read(entry.Content);
            if (file.Count > 0 && (current != (typeName, run) || dataset.Whole is null || dataset.Whole != file[0].Whole))
                await WriteFileAsync(writer, types[current!.Value.Type], file).ConfigureAwait(false);
            if (current != (typeName, run))
            {
                if (current is not null)
                    await writer.EndAsync().ConfigureAwait(false);
                await WriteTypesAsync(writer, open, typeName).ConfigureAwait(false);
                current = (typeName, run);
                await writer.WriteAsync(Entry(types[typeName])).ConfigureAwait(false);
                await writer.BeginAsync(
                    new([ExportNodes.Entry("type", "dataset"), ExportNodes.Entry("dataset_type", typeName), ExportNodes.Entry("run", run)]), "records").ConfigureAwait(false);
            }

            file.Add(dataset);
        }

        if (current is not null)
        {
            await WriteFileAsync(writer, types[current.Value.Type], file).ConfigureAwait(false);
            await writer.EndAsync().ConfigureAwait(false);
        }

        await WriteTypesAsync(writer, open, null).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await spool.DisposeAsync().ConfigureAwait(false);
        await ids.DisposeAsync().ConfigureAwait(false);
    }

    // Types without datasets stand among the others, in the order of names.
    private static async Task WriteTypesAsync(ExportFileWriter writer, Queue<DatasetType> open, string? until)
    {
        while (open.TryPeek(out var type) && (until is null || string.CompareOrdinal(type.Name, until) <= 0))
        {
            open.Dequeue();
            if (type.Name != until)
                await writer.WriteAsync(Entry(type)).ConfigureAwait(false);
        }
    }

    private static async Task WriteFileAsync(ExportFileWriter writer, DatasetType type, List<ExportedDataset> datasets)
    {
        var entries = new List<ConfigEntry>
        {
            ExportNodes.Entry("dataset_id", new ConfigSequence([.. datasets.Select(d => ExportNodes.Of(d.Id))])),
            ExportNodes.Entry("data_id", new ConfigSequence([.. datasets.Select(d => ExportNodes.Of(type.Dimensions, d.Values))])),
            ExportNodes.Entry("path", datasets[0].Whole?.Path),
            ExportNodes.Entry("formatter", datasets[0].Whole?.Formatter),
        };
        if (datasets[0].Components.Count > 0)
            entries.Add(ExportNodes.Entry(ExportFile.ComponentsKey, new ConfigSequence([.. datasets[0].Components.Select(Component)])));
        await writer.WriteItemAsync(new ConfigMapping(entries)).ConfigureAwait(false);
        datasets.Clear();
    }

    private static ConfigMapping Component(ExportedArtifact artifact) => new(
    [
        ExportNodes.Entry("component", artifact.Component), ExportNodes.Entry("path", artifact.Path),
        ExportNodes.Entry("formatter", artifact.Formatter), ExportNodes.Entry("storage_class", artifact.StorageClass),
    ]);

    private static ConfigMapping Entry(DatasetType type) => new(
    [
        ExportNodes.Entry("type", "dataset_type"), ExportNodes.Entry("name", type.Name),
        ExportNodes.Entry("dimensions", new ConfigSequence([.. type.Dimensions.Names.Select(n => new ConfigScalar(n))])),
        ExportNodes.Entry("storage_class", type.StorageClass), ExportNodes.Entry("is_calibration", new ConfigScalar(type.IsCalibration)),
    ]);

    private static string Part(string key, int index) => key.Split(SpoolKey.Between)[index];
}
