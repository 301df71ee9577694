using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Text;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Pipelines;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Quanta.Files;

/// <summary>Reads a predicted <c>.qg</c> file.</summary>
internal sealed class GraphFileReader(ZipArchive zip, Butler butler, TaskCatalog catalog)
{
    private byte[] dictionary = [];

    public async Task<QuantumGraph> ReadAsync(CancellationToken cancellationToken)
    {
        if (zip.GetEntry(GraphFileNames.Dictionary) is not null)
            dictionary = await BytesAsync(GraphFileNames.Dictionary, cancellationToken).ConfigureAwait(false);
        using var headerJson = await JsonAsync(GraphFileNames.Header, cancellationToken).ConfigureAwait(false);
        var header = HeaderJson.Read(headerJson.RootElement);
        using var pipelineJson = await JsonAsync(GraphFileNames.Pipeline, cancellationToken).ConfigureAwait(false);
        var pipeline = await PipelineAsync(pipelineJson.RootElement, cancellationToken).ConfigureAwait(false);
        var columns = new GraphColumnsReader(pipeline);
        await ReadQuantaAsync(columns, cancellationToken).ConfigureAwait(false);
        using var initJson = await JsonAsync(GraphFileNames.InitQuanta, cancellationToken).ConfigureAwait(false);
        return new QuantumGraph(header, pipeline, columns.Tasks(), [.. initJson.RootElement.EnumerateArray().Select(columns.InitQuantum)]);
    }

    private async Task<PipelineGraph> PipelineAsync(JsonElement json, CancellationToken cancellationToken)
    {
        var nodes = json.GetProperty("tasks").EnumerateObject().Select(t => Task(t.Name, t.Value)).ToList();
        var instrument = json.GetProperty("data_id").TryGetProperty("instrument", out var name) ? name.GetString() : null;
        var subsets = json.GetProperty("task_subsets").EnumerateObject().Select(s => new PipelineSubset(
            s.Name, [.. s.Value.GetProperty("tasks").EnumerateArray().Select(t => t.GetString()!)], s.Value.GetProperty("description").GetString()));
        var pipeline = new Pipeline { Description = json.GetProperty("description").GetString() ?? "", Instrument = instrument, Subsets = [.. subsets] };
        return await PipelineGraphFactory.ResolveAsync(butler, pipeline, new TaskGraph(nodes), cancellationToken).ConfigureAwait(false);
    }

    private TaskNode Task(string label, JsonElement json)
    {
        var type = catalog.Get(json.GetProperty("task_class").GetString()!);
        var config = type.MakeConfig();
        var editor = new ConfigEditor(label, config);
        editor.Apply(OverrideScript.Parse(json.GetProperty("config_str").GetString()!, $"the graph's configuration of '{label}'"));
        editor.Validate();
        var connections = type.MakeConnections();
        connections.Bind(label, config);
        return new TaskNode(label, type, config, connections, editor.History);
    }

    private async Task ReadQuantaAsync(GraphColumnsReader columns, CancellationToken cancellationToken)
    {
        var member = Member(GraphFileNames.Quanta).Open();
        await using (member.ConfigureAwait(false))
        {
            var length = new byte[GraphFileNames.IntegerSize];
            while (await member.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                var size = BinaryPrimitives.ReadInt64BigEndian(length);
                if (read < length.Length || size is <= 0 or > GraphFileNames.LargestPart)
                    throw new InvalidDataException("the quanta are damaged.");
                var frame = new byte[size];
                await member.ReadExactlyAsync(frame, cancellationToken).ConfigureAwait(false);
                using var json = JsonDocument.Parse(Zstandard.Decompress(frame, dictionary, GraphFileNames.LargestPart));
                columns.Add(json.RootElement);
            }
        }
    }

    private async Task<JsonDocument> JsonAsync(string name, CancellationToken cancellationToken)
    {
        var frame = await BytesAsync(name, cancellationToken).ConfigureAwait(false);
        return JsonDocument.Parse(Zstandard.Decompress(frame, dictionary, GraphFileNames.LargestPart));
    }

    private async Task<byte[]> BytesAsync(string name, CancellationToken cancellationToken)
    {
        var entry = Member(name);
        if (entry.Length > GraphFileNames.LargestPart)
            throw new InvalidDataException($"its part '{name}' is too large.");
        var content = new byte[entry.Length];
        var member = entry.Open();
        await using (member.ConfigureAwait(false))
            await member.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
        return content;
    }

    private ZipArchiveEntry Member(string name) => zip.GetEntry(name) ?? throw new InvalidDataException($"it has no part '{name}', so it is no quantum graph.");
}
