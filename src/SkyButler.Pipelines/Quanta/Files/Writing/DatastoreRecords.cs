using System.Text.Json;
using SkyButler.Datastores;
using SkyButler.Datastores.Chained;
using SkyButler.Datastores.Records;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Files.Writing;

/// <summary>Where the inputs of a graph are stored, so that it can be executed without asking the repository's database.</summary>
internal sealed class DatastoreRecords
{
    private const int BatchSize = 5_000;
    private const string RecordClass = "lsst.daf.butler.datastore.stored_file_info.StoredFileInfo";
    private const string Table = "file_datastore_records";
    private const string WholeDataset = "__NULL_STRING__";

    // By the datastore that has them; of a chain each member has its own.
    private readonly SortedDictionary<string, Dictionary<Guid, byte[]>> records = new(StringComparer.Ordinal);

    /// <summary>Number of datasets.</summary>
    public int Count => records.Values.SelectMany(r => r.Keys).Distinct().Count();

    /// <summary>The records of all datasets that the graph reads and does not make.</summary>
    public static async Task<DatastoreRecords> CollectAsync(QuantumGraph graph, Butler butler, CancellationToken cancellationToken)
    {
        var collected = new DatastoreRecords();
        var columns = graph.Tasks.SelectMany(t => t.Connections).Where(c => !c.Edge.IsWrite && graph.Pipeline.TypeOf(c.Edge).Producer is null).Select(c => c.Datasets).Distinct();
        var init = graph.InitQuanta.SelectMany(q => q.Inputs.Values).Where(d => d.Run != graph.OutputRun).Select(d => d.Id);
        foreach (var batch in columns.SelectMany(c => c.Ids).Concat(init).Chunk(BatchSize))
            foreach (var store in Members(butler.Datastore))
                foreach (var (id, found) in await store.FindRecordsAsync(batch, cancellationToken).ConfigureAwait(false))
                    collected.Of(store.Name)[id] = GraphJson.Write(json => Write(json, found));
        return collected;
    }

    /// <summary>What a quantum of another file keeps, together with what others kept.</summary>
    public static DatastoreRecords? Add(DatastoreRecords? collected, JsonElement kept)
    {
        foreach (var datastore in kept.EnumerateObject())
        {
            collected ??= new DatastoreRecords();
            foreach (var dataset in datastore.Value.GetProperty("records").EnumerateObject().SelectMany(c => c.Value.EnumerateObject()))
                if (dataset.Value.TryGetProperty(Table, out var found))
                    collected.Of(datastore.Name).TryAdd(Guid.ParseExact(dataset.Name, "N"), System.Text.Encoding.UTF8.GetBytes(found.GetRawText()));
        }

        return collected;
    }

    /// <summary>Where a dataset is stored, by datastore.</summary>
    public IEnumerable<(string Datastore, IReadOnlyList<FileRecord> Records)> Find(Guid dataset)
    {
        foreach (var (datastore, known) in records)
            if (known.TryGetValue(dataset, out var json))
                yield return (datastore, Read(dataset, json));
    }

    /// <summary>The records of some datasets, as a quantum keeps them.</summary>
    public void Write(IEnumerable<Guid> datasets, Utf8Buffer buffer)
    {
        var wanted = datasets.Distinct().ToList();
        buffer.Append((byte)'{');
        var isFirst = true;
        foreach (var (datastore, known) in records)
        {
            var stored = wanted.FindAll(known.ContainsKey);
            if (stored.Count == 0)
                continue;
            if (!isFirst)
                buffer.Append((byte)',');
            isFirst = false;
            Write(datastore, stored, known, buffer);
        }

        buffer.Append((byte)'}');
    }

    private static void Write(string datastore, List<Guid> stored, Dictionary<Guid, byte[]> known, Utf8Buffer buffer)
    {
        buffer.Append(DatasetText.Text(datastore));
        buffer.Append(":{\"dataset_ids\":["u8);
        for (var i = 0; i < stored.Count; i++)
        {
            if (i > 0)
                buffer.Append((byte)',');
            buffer.Append(stored[i]);
        }

        buffer.Append("],\"records\":{"u8);
        buffer.Append(DatasetText.Text(RecordClass));
        buffer.Append(":{"u8);
        for (var i = 0; i < stored.Count; i++)
        {
            buffer.Append(i > 0 ? $",\"{stored[i]:N}\":{{\"{Table}\":" : $"\"{stored[i]:N}\":{{\"{Table}\":");
            buffer.Append(known[stored[i]]);
            buffer.Append((byte)'}');
        }

        buffer.Append("}}}"u8);
    }

    private static IEnumerable<Datastore> Members(Datastore datastore) => datastore is ChainedDatastore chain ? chain.Children.SelectMany(Members) : [datastore];

    private Dictionary<Guid, byte[]> Of(string datastore)
    {
        if (!records.TryGetValue(datastore, out var found))
            records.Add(datastore, found = []);
        return found;
    }

    private static List<FileRecord> Read(Guid dataset, byte[] found)
    {
        using var json = JsonDocument.Parse(found);
        return [.. json.RootElement.EnumerateArray().Select(record => new FileRecord
        {
            DatasetId = dataset,
            Path = record.GetProperty("path").GetString()!,
            Formatter = record.GetProperty("formatter").GetString()!,
            StorageClass = record.GetProperty("storage_class").GetString()!,
            Component = record.GetProperty("component").GetString() is { } component && component != WholeDataset ? component : null,
            Checksum = record.GetProperty("checksum").GetString(),
            FileSize = record.GetProperty("file_size").GetInt64(),
        })];
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<FileRecord> found)
    {
        json.WriteStartArray();
        foreach (var record in found)
        {
            json.WriteStartObject();
            json.WriteString("formatter", record.Formatter);
            json.WriteString("path", record.Path);
            json.WriteString("storage_class", record.StorageClass);
            json.WriteString("component", record.Component ?? WholeDataset);
            json.WriteString("checksum", record.Checksum);
            json.WriteNumber("file_size", record.FileSize);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
