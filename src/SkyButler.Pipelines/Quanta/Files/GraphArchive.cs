using System.Text.Json;
using SkyButler.Configuration;
using SkyButler.Dimensions;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta.Files.Old;
using SkyButler.Pipelines.Quanta.Files.Reading;
using SkyButler.Pipelines.Quanta.Files.Writing;
using SkyButler.Pipelines.Tasks;
using SkyButler.Resources;

namespace SkyButler.Pipelines.Quanta.Files;

/// <summary>
/// A graph file that is open for reading, wherever it lies (a path, <c>s3:</c>, <c>https:</c>): what it says of itself at once, single
/// quanta at random, or all of it. No class of a task is needed, and no repository.
/// </summary>
public sealed class GraphArchive
{
    private const int QuantumAddress = 1;
    private const int ProvenanceAddresses = 4;
    private readonly string location;
    private readonly GraphMembers members;
    private readonly HeaderJson.Content header;

    private GraphArchive(string location, GraphMembers members, HeaderJson.Content header, PipelineGraph pipeline)
    {
        this.location = location;
        this.members = members;
        this.header = header;
        Pipeline = pipeline;
    }

    /// <summary>What the graph was built for.</summary>
    public QuantumGraphHeader Header => header.Header;

    /// <summary>Whether it tells what is to be done, or what was done.</summary>
    public GraphKind Kind => Header.Kind;

    /// <summary>Number of quanta.</summary>
    public int Count => header.Quanta;

    /// <summary>Number of quanta of each task, tasks without any among them.</summary>
    public IReadOnlyDictionary<string, int> TaskCounts => header.TaskQuanta;

    /// <summary>The identifier that the file gets when it is itself a dataset; null where it says none.</summary>
    internal Guid? ProvenanceId => header.ProvenanceId;

    /// <summary>The parts of the file.</summary>
    internal GraphMembers Members => members;

    /// <summary>The pipeline, as the file tells it.</summary>
    public PipelineGraph Pipeline { get; private init; }

    /// <summary>Opens a file.</summary>
    /// <param name="location">Path or URI.</param>
    /// <param name="sources">Where files are read from; null for this process's own.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="QuantumGraphException">The file can't be read, or is no graph.</exception>
    public static Task<GraphArchive> OpenAsync(string location, ConfigSources? sources, CancellationToken cancellationToken) =>
        OpenAsync(location, sources, (_, json, _) => Task.FromResult(PipelineGraphReader.Read(json)), cancellationToken);

    /// <summary>Opens a file for a repository, with the classes of those tasks that are known.</summary>
    internal static Task<GraphArchive> OpenAsync(string location, ConfigSources? sources, Butler butler, TaskCatalog catalog, CancellationToken cancellationToken) =>
        OpenAsync(location, sources, butler, catalog, (_, _) => Task.CompletedTask, cancellationToken);

    /// <summary>Opens a file for a repository, after <paramref name="prepare"/> has seen its header, with the classes of those tasks that are known then.</summary>
    internal static Task<GraphArchive> OpenAsync(
        string location, ConfigSources? sources, Butler butler, TaskCatalog catalog, Func<QuantumGraphHeader, CancellationToken, Task> prepare, CancellationToken cancellationToken) =>
        OpenAsync(
            location, sources,
            async (header, json, token) =>
            {
                await prepare(header, token).ConfigureAwait(false);
                return await PipelineGraphReader.ReadAsync(json, butler, catalog, token).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>Reads all quanta.</summary>
    /// <exception cref="QuantumGraphException">The file can't be read, or is damaged.</exception>
    public Task<QuantumGraph> ReadAsync(CancellationToken cancellationToken) => ReadAsync(static _ => { }, cancellationToken);

    /// <summary>Reads some quanta, and nothing of the others.</summary>
    /// <exception cref="QuantumGraphException">The file can't be read, is damaged, or does not have one of them.</exception>
    public Task<QuantumGraph> ReadAsync(IReadOnlyCollection<Guid> quanta, CancellationToken cancellationToken) => ReadAsync(quanta, static _ => { }, cancellationToken);

    /// <summary>Reads quanta that are to be executed, with what the file tells of their inputs; none for all.</summary>
    /// <exception cref="QuantumGraphException">The file can't be read, is damaged, or does not have one of them.</exception>
    internal async Task<GraphWork> ReadForWorkAsync(IReadOnlyCollection<Guid> quanta, CancellationToken cancellationToken)
    {
        DatastoreRecords? records = null;
        var graph = quanta.Count > 0 ? await ReadAsync(quanta, Keep, cancellationToken).ConfigureAwait(false) : await ReadAsync(Keep, cancellationToken).ConfigureAwait(false);
        return new GraphWork(graph, records);

        void Keep(JsonElement quantum) => records = DatastoreRecords.Add(records, quantum.GetProperty("datastore_records"));
    }

    /// <summary>Reads what is read and written once, and no quanta, with what the file tells of inputs.</summary>
    /// <exception cref="QuantumGraphException">The file can't be read, or is damaged.</exception>
    internal Task<GraphWork> ReadInitAsync(CancellationToken cancellationToken) => GuardedAsync(location, async () =>
    {
        DatastoreRecords? records = null;
        using var json = await members.JsonAsync(GraphFileNames.InitQuanta, cancellationToken).ConfigureAwait(false);
        foreach (var quantum in json.RootElement.EnumerateArray())
            records = DatastoreRecords.Add(records, quantum.GetProperty("datastore_records"));
        var columns = new GraphColumnsReader(Pipeline);
        return new GraphWork(new QuantumGraph(Header, Pipeline, [], [.. json.RootElement.EnumerateArray().Select(columns.InitQuantum)]), records);
    });

    private Task<QuantumGraph> ReadAsync(Action<JsonElement> each, CancellationToken cancellationToken) => GuardedAsync(location, async () =>
    {
        var columns = new GraphColumnsReader(Pipeline);
        if (Kind == GraphKind.Provenance)
            await foreach (var block in members.BlocksAsync(GraphFileNames.ProvenanceDatasets, cancellationToken).ConfigureAwait(false))
                using (block)
                    columns.Define(block.RootElement);
        await foreach (var block in members.BlocksAsync(QuantaPart, cancellationToken).ConfigureAwait(false))
            using (block)
            {
                columns.Add(block.RootElement);
                each(block.RootElement);
            }

        return await FinishAsync(columns, each, cancellationToken).ConfigureAwait(false);
    });

    private Task<QuantumGraph> ReadAsync(IReadOnlyCollection<Guid> quanta, Action<JsonElement> each, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(quanta);
        return GuardedAsync(location, async () =>
        {
            var columns = new GraphColumnsReader(Pipeline);
            var isProvenance = Kind == GraphKind.Provenance;
            var addresses = await AddressReader.OpenAsync(
                members, isProvenance ? GraphFileNames.ProvenanceAddresses : GraphFileNames.Addresses, isProvenance ? ProvenanceAddresses : 1, cancellationToken).ConfigureAwait(false);
            foreach (var id in quanta.Distinct())
            {
                var (offset, size) = await addresses.FindAsync(id, isProvenance ? QuantumAddress : 0, cancellationToken).ConfigureAwait(false)
                    ?? throw new QuantumGraphException($"The graph '{location}' has no quantum {id}; 'pipetask qgraph -g {location} --show graph' lists them.");
                using var block = await members.BlockAsync(QuantaPart, offset, size, cancellationToken).ConfigureAwait(false);
                if (isProvenance)
                    await DefineAsync(columns, addresses, block.RootElement, cancellationToken).ConfigureAwait(false);
                columns.Add(block.RootElement);
                each(block.RootElement);
            }

            return await FinishAsync(columns, each, cancellationToken).ConfigureAwait(false);
        });
    }

    /// <summary>The dimension records of the file, as they stand there.</summary>
    internal Task<byte[]> DimensionDataAsync(CancellationToken cancellationToken) => GuardedAsync(location, async () =>
    {
        using var json = await members.JsonAsync(GraphFileNames.DimensionData, cancellationToken).ConfigureAwait(false);
        return System.Text.Encoding.UTF8.GetBytes(json.RootElement.GetRawText());
    });

    /// <summary>Where the file says that inputs are stored; null where it does not say.</summary>
    internal Task<DatastoreRecords?> DatastoreRecordsAsync(CancellationToken cancellationToken) => GuardedAsync(location, async () =>
    {
        DatastoreRecords? records = null;
        await foreach (var block in members.BlocksAsync(GraphFileNames.Quanta, cancellationToken).ConfigureAwait(false))
            using (block)
                records = DatastoreRecords.Add(records, block.RootElement.GetProperty("datastore_records"));
        using var init = await members.JsonAsync(GraphFileNames.InitQuanta, cancellationToken).ConfigureAwait(false);
        foreach (var quantum in init.RootElement.EnumerateArray())
            records = DatastoreRecords.Add(records, quantum.GetProperty("datastore_records"));
        return records;
    });

    private string QuantaPart => Kind == GraphKind.Provenance ? GraphFileNames.ProvenanceQuanta : GraphFileNames.Quanta;

    private static Task<GraphArchive> OpenAsync(
        string location, ConfigSources? sources, Func<QuantumGraphHeader, JsonElement, CancellationToken, Task<PipelineGraph>> read, CancellationToken cancellationToken)
    {
        if (location.EndsWith(OldGraphFile.Extension, StringComparison.Ordinal))
            return RefuseOldAsync(location, sources, cancellationToken);
        GraphFile.CheckExtension(location);
        return GuardedAsync(location, async () =>
        {
            var members = await GraphMembers.OpenAsync(location, sources ?? ConfigSources.Default, cancellationToken).ConfigureAwait(false);
            using var headerJson = await members.JsonAsync(GraphFileNames.Header, cancellationToken).ConfigureAwait(false);
            var header = HeaderJson.Read(headerJson.RootElement);
            using var pipelineJson = await members.JsonAsync(GraphFileNames.Pipeline, cancellationToken).ConfigureAwait(false);
            return new GraphArchive(location, members, header, await read(header.Header, pipelineJson.RootElement, cancellationToken).ConfigureAwait(false));
        });
    }

    private static async Task<GraphArchive> RefuseOldAsync(string location, ConfigSources? sources, CancellationToken cancellationToken)
    {
        var header = await OldGraphFile.ReadHeaderAsync(location, sources, cancellationToken).ConfigureAwait(false);
        throw new QuantumGraphException($"The graph '{location}' is in the original's old format, of which only the header is read here: {header}. Build it anew as {GraphFileNames.Extension}.");
    }

    private async Task DefineAsync(GraphColumnsReader columns, AddressReader addresses, JsonElement quantum, CancellationToken cancellationToken)
    {
        foreach (var id in GraphColumnsReader.DatasetsOf(quantum))
        {
            if (await addresses.FindAsync(id, 0, cancellationToken).ConfigureAwait(false) is not { } place)
                throw new InvalidDataException($"its dataset {id} is nowhere.");
            using var block = await members.BlockAsync(GraphFileNames.ProvenanceDatasets, place.Offset, place.Size, cancellationToken).ConfigureAwait(false);
            columns.Define(block.RootElement);
        }
    }

    private async Task<QuantumGraph> FinishAsync(GraphColumnsReader columns, Action<JsonElement> each, CancellationToken cancellationToken)
    {
        var tasks = columns.Tasks();
        using var initJson = await members.JsonAsync(GraphFileNames.InitQuanta, cancellationToken).ConfigureAwait(false);
        var labels = tasks.Select(t => t.Task.Label).Append("").ToHashSet(StringComparer.Ordinal);
        var init = initJson.RootElement.EnumerateArray().Where(q => labels.Contains(q.GetProperty("task_label").GetString()!)).ToList();
        init.ForEach(each);
        return new QuantumGraph(Header, Pipeline, tasks, [.. init.Select(columns.InitQuantum)]);
    }

    /// <summary>Has a file that is not as it should be told in one line.</summary>
    internal static async Task<T> GuardedAsync<T>(string location, Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException or ArgumentException or OverflowException or InvalidCastException
            or ResourceException or DimensionException or Graphs.Errors.PipelineGraphException or Datasets.DatasetTypeException)
        {
            throw new QuantumGraphException($"The graph '{location}' can't be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
