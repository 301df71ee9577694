using System.Text.Encodings.Web;
using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions;

namespace SkyButler.Transfers.Artifacts;

/// <summary>
/// The index that lies beside retrieved files, and in zips of them: which dataset each file is. One line of JSON, written piece by piece, as it
/// may be of any length.
/// </summary>
internal static class ArtifactIndex
{
    /// <summary>The index's name.</summary>
    public const string FileName = "_butler_zip_index.json";

    // Pieces of it go to the file many at a time.
    private const int LargestPiece = 1 << 16;

    /// <summary>How its text is written.</summary>
    public static JsonWriterOptions Layout { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an index.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="universe">The universe of the datasets.</param>
    /// <param name="datasets">The datasets.</param>
    /// <param name="artifacts">Their files.</param>
    /// <param name="existing">An index that is there already, of which everything is kept; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task WriteAsync(
        Stream output, DimensionUniverse universe, IndexedDatasets datasets, IAsyncEnumerable<Artifact> artifacts, ExistingIndex? existing, CancellationToken cancellationToken)
    {
        var json = new Utf8JsonWriter(output, Layout);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteString("index_version", "V1");
            json.WriteStartObject("refs");
            json.WriteString("container_version", "V1");
            json.WriteNumber("universe_version", universe.Version);
            json.WriteString("universe_namespace", universe.Namespace);
            json.WriteStartObject("dataset_types");
            foreach (var type in datasets.Types)
                Write(json, type);
            existing?.WriteTypes(json, datasets.Types);
            json.WriteEndObject();
            json.WriteStartObject("compact_refs");
            await foreach (var (id, text) in datasets.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                json.WritePropertyName(id);
                json.WriteRawValue(text, skipInputValidation: true);
                existing?.Datasets.Remove(id);
                await FlushAsync(json, cancellationToken).ConfigureAwait(false);
            }

            ExistingIndex.WriteRest(json, existing?.Datasets);
            json.WriteEndObject();
            json.WriteNull("dimension_records");
            json.WriteEndObject();
            json.WriteStartObject("artifact_map");
            await foreach (var artifact in artifacts.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                Write(json, artifact);
                existing?.Artifacts.Remove(artifact.Path);
                await FlushAsync(json, cancellationToken).ConfigureAwait(false);
            }

            ExistingIndex.WriteRest(json, existing?.Artifacts);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        await output.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    private static Task FlushAsync(Utf8JsonWriter json, CancellationToken cancellationToken) =>
        json.BytesPending < LargestPiece ? Task.CompletedTask : json.FlushAsync(cancellationToken);

    private static void Write(Utf8JsonWriter json, DatasetType type)
    {
        json.WriteStartObject(type.Name);
        json.WriteString("name", type.Name);
        json.WriteString("storageClass", type.StorageClass);
        json.WriteStartArray("dimensions");
        foreach (var dimension in type.Dimensions.Required)
            json.WriteStringValue(dimension.Name);
        json.WriteEndArray();
        json.WriteString("parentStorageClass", type.ParentStorageClass);
        json.WriteBoolean("isCalibration", type.IsCalibration);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Artifact artifact)
    {
        var record = artifact.Record;
        json.WriteStartObject(artifact.Path);
        json.WriteStartObject("info");
        json.WriteString("formatter", record.Formatter);
        json.WriteString("path", StoredPath.Parse(record.Path) is { IsAbsolute: false, ZipMember: null } ? record.Path : artifact.Path);
        json.WriteString("storage_class", record.StorageClass);
        json.WriteString("component", record.Component);
        json.WriteString("checksum", record.Checksum);
        json.WriteNumber("file_size", record.FileSize);
        json.WriteEndObject();
        json.WriteStartArray("ids");
        foreach (var id in artifact.Ids)
            json.WriteStringValue(id.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
