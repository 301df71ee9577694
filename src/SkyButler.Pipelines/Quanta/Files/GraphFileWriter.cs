using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using SkyButler.Pipelines.Execution;

namespace SkyButler.Pipelines.Quanta.Files;

/// <summary>Writes a graph as the original's predicted <c>.qg</c> file: a ZIP of stored members, each compressed by itself.</summary>
internal sealed class GraphFileWriter(QuantumGraph graph, Butler butler, Guid provenanceId)
{
    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        var records = await DimensionDataJson.CollectAsync(graph, butler, cancellationToken).ConfigureAwait(false);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        await AddAsync(zip, GraphFileNames.Header, json => HeaderJson.Write(json, graph, provenanceId), cancellationToken).ConfigureAwait(false);
        await AddAsync(zip, GraphFileNames.Pipeline, json => PipelineGraphJson.Write(json, graph.Pipeline), cancellationToken).ConfigureAwait(false);
        await AddAsync(zip, GraphFileNames.ThinGraph, WriteThinGraph, cancellationToken).ConfigureAwait(false);
        await AddAsync(zip, GraphFileNames.DimensionData, json => DimensionDataJson.Write(json, records), cancellationToken).ConfigureAwait(false);
        await AddAsync(zip, GraphFileNames.InitQuanta, WriteInitQuanta, cancellationToken).ConfigureAwait(false);
        var addresses = await AddQuantaAsync(zip, cancellationToken).ConfigureAwait(false);
        await AddBytesAsync(zip, GraphFileNames.Addresses, AddressTable.Write(addresses), cancellationToken).ConfigureAwait(false);
    }

    private static Task AddAsync(ZipArchive zip, string name, Action<Utf8JsonWriter> write, CancellationToken cancellationToken) =>
        AddBytesAsync(zip, name, Zstandard.Compress(GraphJson.Write(write)), cancellationToken);

    private static async Task AddBytesAsync(ZipArchive zip, string name, byte[] content, CancellationToken cancellationToken)
    {
        var member = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        await using (member.ConfigureAwait(false))
            await member.WriteAsync(content, cancellationToken).ConfigureAwait(false);
    }

    private void WriteThinGraph(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("quanta");
        foreach (var task in graph.Pipeline.Tasks)
        {
            json.WriteStartArray(task.Label);
            var quanta = graph.Tasks.FirstOrDefault(t => t.Task == task);
            for (var i = 0; i < (quanta?.Count ?? 0); i++)
            {
                json.WriteStartObject();
                json.WriteString("quantum_id", quanta!.Ids[i]);
                GraphJson.WriteDataId(json, quanta.DataId(i));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        WriteEdges(json);
        json.WriteEndObject();
    }

    private void WriteEdges(Utf8JsonWriter json)
    {
        var dependencies = new QuantumDependencies(graph);
        json.WriteStartArray("edges");
        for (var from = 0; from < graph.Count; from++)
        {
            foreach (var to in dependencies.Followers(from))
            {
                json.WriteStartArray();
                json.WriteStringValue(dependencies.Quantum(from).Id);
                json.WriteStringValue(dependencies.Quantum(to).Id);
                json.WriteEndArray();
            }
        }

        json.WriteEndArray();
    }

    private void WriteInitQuanta(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var quantum in graph.InitQuanta)
            QuantumJson.Write(json, quantum);
        json.WriteEndArray();
    }

    // Blocks of a big-endian length and a frame; an address is where a block begins, and its size with the length.
    private async Task<List<(Guid Id, long Offset, long Size)>> AddQuantaAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        var addresses = new List<(Guid, long, long)>(graph.Count);
        var offset = 0L;
        var length = new byte[GraphFileNames.IntegerSize];
        var member = zip.CreateEntry(GraphFileNames.Quanta, CompressionLevel.NoCompression).Open();
        await using (member.ConfigureAwait(false))
        {
            foreach (var quantum in graph.Quanta)
            {
                var frame = Zstandard.Compress(GraphJson.Write(json => QuantumJson.Write(json, quantum)));
                BinaryPrimitives.WriteInt64BigEndian(length, frame.Length);
                await member.WriteAsync(length, cancellationToken).ConfigureAwait(false);
                await member.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
                addresses.Add((quantum.Id, offset, length.Length + frame.Length));
                offset += length.Length + frame.Length;
            }
        }

        return addresses;
    }
}
