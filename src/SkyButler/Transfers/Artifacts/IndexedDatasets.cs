using System.Buffers;
using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Transfers.Spools;

namespace SkyButler.Transfers.Artifacts;

/// <summary>The datasets of an index, any number, each as the text that it has there.</summary>
internal sealed class IndexedDatasets : IAsyncDisposable
{
    private readonly Dictionary<string, DatasetType> types = new(StringComparer.Ordinal);
    private readonly SortedSpool spool = new();

    /// <summary>Their types.</summary>
    public IReadOnlyCollection<DatasetType> Types => types.Values;

    /// <summary>How many were added.</summary>
    public long Count => spool.Count;

    /// <summary>Adds a dataset whose data ID is full.</summary>
    public ValueTask AddAsync(DatasetRef dataset, CancellationToken cancellationToken)
    {
        types.TryAdd(dataset.DatasetType.Name, dataset.DatasetType);
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, ArtifactIndex.Layout))
            Write(json, dataset);
        return spool.AddAsync(dataset.Id.ToString(), text.WrittenSpan.ToArray(), cancellationToken);
    }

    /// <summary>Identifiers and texts, by identifier.</summary>
    public IAsyncEnumerable<SpoolEntry> ReadAsync(CancellationToken cancellationToken) => spool.ReadAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => spool.DisposeAsync();

    private static void Write(Utf8JsonWriter json, DatasetRef dataset)
    {
        json.WriteStartObject();
        json.WriteString("dataset_type_name", dataset.DatasetType.Name);
        json.WriteString("run", dataset.Run);
        json.WriteStartObject("data_id");
        foreach (var (name, value) in dataset.DataId.Items)
            if (value.IsText)
                json.WriteString(name, value.Text);
            else
                json.WriteNumber(name, value.Number);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
