using System.IO.Compression;
using System.Text.Json;
using SkyButler.Pipelines.Quanta.Files.Compression;

namespace SkyButler.Pipelines.Quanta.Files.Writing;

/// <summary>Writes a graph as the original's predicted <c>.qg</c> file: a ZIP of stored members, each compressed by itself.</summary>
internal sealed class GraphFileWriter(QuantumGraph graph, byte[] dimensions, DatastoreRecords? records, Guid provenanceId)
{
    /// <summary>A writer that asks the repository for dimension records, and where inputs are stored.</summary>
    public static async Task<GraphFileWriter> MakeAsync(QuantumGraph graph, Butler butler, Guid provenanceId, CancellationToken cancellationToken)
    {
        var dimensions = await DimensionDataJson.CollectAsync(graph, butler, cancellationToken).ConfigureAwait(false);
        var records = graph.HasDatastoreRecords ? await DatastoreRecords.CollectAsync(graph, butler, cancellationToken).ConfigureAwait(false) : null;
        return new GraphFileWriter(graph, GraphJson.Write(json => DimensionDataJson.Write(json, dimensions)), records, provenanceId);
    }

    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        foreach (var task in graph.Tasks)
            task.PrepareText();
        var texts = graph.Tasks.ToDictionary(t => t.Task.Label, t => new TaskText(t, records), StringComparer.Ordinal);
        var blocks = new QuantumBlocks(graph, texts);
        var dictionary = blocks.Train();
        using var compressor = new ZstandardCompressor(dictionary);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        await JsonAsync(GraphFileNames.Header, json => HeaderJson.Write(json, graph, provenanceId)).ConfigureAwait(false);
        if (dictionary.Length > 0)
            await AddAsync(zip, GraphFileNames.Dictionary, dictionary, cancellationToken).ConfigureAwait(false);
        await JsonAsync(GraphFileNames.Pipeline, json => PipelineGraphJson.Write(json, graph.Pipeline)).ConfigureAwait(false);
        await AddAsync(zip, GraphFileNames.ThinGraph, compressor.Compress(ThinGraphText.Write(graph, texts).Written), cancellationToken).ConfigureAwait(false);
        await AddAsync(zip, GraphFileNames.DimensionData, compressor.Compress(dimensions), cancellationToken).ConfigureAwait(false);
        await JsonAsync(GraphFileNames.InitQuanta, json => QuantumJson.Write(json, graph.InitQuanta, records)).ConfigureAwait(false);
        var member = zip.CreateEntry(GraphFileNames.Quanta, CompressionLevel.NoCompression).Open();
        List<(Guid Id, long Offset, long Size)> addresses;
        await using (member.ConfigureAwait(false))
            addresses = await blocks.WriteAsync(member, dictionary, cancellationToken).ConfigureAwait(false);
        await AddAsync(zip, GraphFileNames.Addresses, AddressTable.Write(addresses), cancellationToken).ConfigureAwait(false);

        Task JsonAsync(string name, Action<Utf8JsonWriter> write) => AddAsync(zip, name, compressor.Compress(GraphJson.Write(write)), cancellationToken);
    }

    /// <summary>Adds a part as it is.</summary>
    internal static async Task AddAsync(ZipArchive zip, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var member = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        await using (member.ConfigureAwait(false))
            await member.WriteAsync(content, cancellationToken).ConfigureAwait(false);
    }
}
