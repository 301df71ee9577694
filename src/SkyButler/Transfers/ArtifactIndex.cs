using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions;

namespace SkyButler.Transfers;

/// <summary>The index that lies beside retrieved files, and in zips of them: which dataset each file is. One line of JSON.</summary>
internal static class ArtifactIndex
{
    /// <summary>The index's name.</summary>
    public const string FileName = "_butler_zip_index.json";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The content of an index.</summary>
    /// <param name="universe">The universe of the datasets.</param>
    /// <param name="datasets">The datasets.</param>
    /// <param name="artifacts">Their files, by path.</param>
    /// <param name="existing">The content of an index that is there already, of which everything is kept; null for none.</param>
    /// <exception cref="DatastoreException">The existing index is none, or contradicts the new one.</exception>
    public static byte[] Write(
        DimensionUniverse universe, IReadOnlyList<DatasetRef> datasets, IReadOnlyDictionary<string, Artifact> artifacts, byte[]? existing)
    {
        var index = Make(universe, datasets, artifacts);
        if (existing is not null)
            ArtifactIndexMerge.Into(index, existing);
        return Encoding.UTF8.GetBytes(index.ToJsonString(Plain) + "\n");
    }

    private static JsonObject Make(DimensionUniverse universe, IReadOnlyList<DatasetRef> datasets, IReadOnlyDictionary<string, Artifact> artifacts) =>
        new()
        {
            ["index_version"] = "V1",
            ["refs"] = new JsonObject
            {
                ["container_version"] = "V1",
                ["universe_version"] = universe.Version,
                ["universe_namespace"] = universe.Namespace,
                ["dataset_types"] = new JsonObject(datasets.Select(d => d.DatasetType).DistinctBy(t => t.Name).Select(t => KeyValuePair.Create(t.Name, (JsonNode?)Type(t)))),
                ["compact_refs"] = new JsonObject(datasets.DistinctBy(d => d.Id).Select(d => KeyValuePair.Create(d.Id.ToString(), (JsonNode?)Reference(d)))),
                ["dimension_records"] = null,
            },
            ["artifact_map"] = new JsonObject(artifacts.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)Entry(a.Key, a.Value)))),
        };

    private static JsonObject Type(DatasetType type) => new()
    {
        ["name"] = type.Name,
        ["storageClass"] = type.StorageClass,
        ["dimensions"] = new JsonArray([.. type.Dimensions.Required.Select(d => JsonValue.Create(d.Name))]),
        ["parentStorageClass"] = type.ParentStorageClass,
        ["isCalibration"] = type.IsCalibration,
    };

    private static JsonObject Reference(DatasetRef dataset) => new()
    {
        ["dataset_type_name"] = dataset.DatasetType.Name,
        ["run"] = dataset.Run,
        ["data_id"] = new JsonObject(dataset.DataId.Items.Select(i =>
            KeyValuePair.Create(i.Name, (JsonNode?)(i.Value.IsText ? JsonValue.Create(i.Value.Text) : JsonValue.Create(i.Value.Number))))),
    };

    private static JsonObject Entry(string path, Artifact artifact) => new()
    {
        ["info"] = new JsonObject
        {
            ["formatter"] = artifact.Record.Formatter,
            ["path"] = StoredPath.Parse(artifact.Record.Path) is { IsAbsolute: false, ZipMember: null } ? artifact.Record.Path : path,
            ["storage_class"] = artifact.Record.StorageClass,
            ["component"] = artifact.Record.Component,
            ["checksum"] = artifact.Record.Checksum,
            ["file_size"] = artifact.Record.FileSize,
        },
        ["ids"] = new JsonArray([.. artifact.Ids.Select(id => JsonValue.Create(id.ToString()))]),
    };
}
