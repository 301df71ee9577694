using System.IO.Compression;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Provenance.Scanning;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Quanta.Files.Compression;
using SkyButler.Pipelines.Quanta.Files.Writing;

namespace SkyButler.Pipelines.Provenance.Files;

/// <summary>
/// Writes the original's provenance graph while the quanta of a predicted one are scanned. What has come waits on disk; in memory are addresses alone, and
/// as many quanta as a dictionary is made from.
/// </summary>
internal sealed class ProvenanceGraphWriter : IAsyncDisposable
{
    private const int Kinds = 4;
    private readonly QuantumGraph graph;
    private readonly CompressionSettings settings;
    private readonly BlockFile[] parts = [new(), new(), new(), new()];
    private readonly List<(Guid Id, int Kind, long Offset, long Size)> addresses = [];
    private readonly List<(NodeKind Kind, Guid[] Ids, byte[] Content)> waiting = [];
    private readonly HashSet<Guid> produced = [];
    private byte[] dictionary = [];
    private ZstandardCompressor? compressor;
    private int quanta;

    public ProvenanceGraphWriter(QuantumGraph graph, CompressionSettings settings)
    {
        this.graph = graph;
        this.settings = settings;
    }

    /// <summary>Adds a quantum with its metadata and logs.</summary>
    public async Task AddAsync(ScannedQuantum scanned, CancellationToken cancellationToken)
    {
        produced.UnionWith(scanned.Produced);
        await AddAsync(NodeKind.Quantum, [scanned.Quantum.Id], ProvenanceJson.Quantum(scanned), cancellationToken).ConfigureAwait(false);
        var outputs = scanned.Quantum.Outputs;
        if (scanned.Attempts.Any(a => a.Metadata is not null))
            await AddAsync(
                NodeKind.Metadata, [scanned.Quantum.Id, outputs[TaskNode.MetadataConnection][0].Id], ProvenanceJson.Attempts(scanned.Attempts.Select(a => a.Metadata)),
                cancellationToken).ConfigureAwait(false);
        if (scanned.Attempts.Any(a => a.Log is not null) && outputs.TryGetValue(TaskNode.LogConnection, out var logs))
            await AddAsync(NodeKind.Log, [scanned.Quantum.Id, logs[0].Id], ProvenanceJson.Attempts(scanned.Attempts.Select(a => a.Log)), cancellationToken).ConfigureAwait(false);
        if (++quanta == settings.DictionaryInputs && settings.DictionarySize > 0)
            await TrainAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the archive.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="packages">Versions of packages by name.</param>
    /// <param name="initOutputs">Which of what is made once are there.</param>
    /// <param name="provenanceId">The identifier that the file gets when it is itself a dataset.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task WriteAsync(Stream stream, object packages, IReadOnlySet<Guid> initOutputs, Guid provenanceId, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (dataset, producer, consumers) in new DatasetLinks(graph).All())
            await AddAsync(
                NodeKind.Dataset, [dataset.Id],
                ProvenanceJson.Dataset(dataset, producer is null || produced.Contains(dataset.Id) || initOutputs.Contains(dataset.Id), producer, consumers), cancellationToken).ConfigureAwait(false);
        var header = new QuantumGraph(graph.Header with { Kind = GraphKind.Provenance }, graph.Pipeline, graph.Tasks, graph.InitQuanta);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        await PartAsync(GraphFileNames.Header, GraphJson.Write(json => HeaderJson.Write(json, header, provenanceId))).ConfigureAwait(false);
        await GraphFileWriter.AddAsync(zip, GraphFileNames.Dictionary, dictionary, cancellationToken).ConfigureAwait(false);
        await PartAsync(GraphFileNames.Pipeline, GraphJson.Write(json => PipelineGraphJson.Write(json, graph.Pipeline))).ConfigureAwait(false);
        await PartAsync(GraphFileNames.Packages, ProvenanceJson.Plain(packages)).ConfigureAwait(false);
        await PartAsync(GraphFileNames.InitQuanta, ProvenanceJson.InitQuanta(graph.InitQuanta)).ConfigureAwait(false);
        await BlocksAsync(GraphFileNames.ProvenanceQuanta, NodeKind.Quantum).ConfigureAwait(false);
        await BlocksAsync(GraphFileNames.ProvenanceDatasets, NodeKind.Dataset).ConfigureAwait(false);
        await BlocksAsync(GraphFileNames.ProvenanceMetadata, NodeKind.Metadata).ConfigureAwait(false);
        await BlocksAsync(GraphFileNames.ProvenanceLogs, NodeKind.Log).ConfigureAwait(false);
        await GraphFileWriter.AddAsync(zip, GraphFileNames.ProvenanceAddresses, AddressTable.Write(addresses, Kinds), cancellationToken).ConfigureAwait(false);

        Task PartAsync(string name, byte[] content) => GraphFileWriter.AddAsync(zip, name, compressor!.Compress(content), cancellationToken);

        async Task BlocksAsync(string name, NodeKind kind)
        {
            var member = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            await using (member.ConfigureAwait(false))
                await parts[(int)kind].CopyToAsync(member, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        compressor?.Dispose();
        foreach (var part in parts)
            await part.DisposeAsync().ConfigureAwait(false);
    }

    private async Task AddAsync(NodeKind kind, Guid[] ids, byte[] content, CancellationToken cancellationToken)
    {
        if (compressor is null)
        {
            waiting.Add((kind, ids, content));
            return;
        }

        var (offset, size) = await parts[(int)kind].AddAsync(compressor.Compress(content), cancellationToken).ConfigureAwait(false);
        foreach (var id in ids)
            addresses.Add((id, (int)kind, offset, size));
    }

    private Task TrainAsync(CancellationToken cancellationToken)
    {
        dictionary = Zstandard.Train([.. waiting.Select(w => w.Content)], settings.DictionarySize);
        return FlushAsync(cancellationToken);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        compressor ??= new ZstandardCompressor(dictionary, settings.Level);
        foreach (var (kind, ids, content) in waiting)
            await AddAsync(kind, ids, content, cancellationToken).ConfigureAwait(false);
        waiting.Clear();
    }
}
