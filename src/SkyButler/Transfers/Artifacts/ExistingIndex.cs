using System.Text.Json;
using System.Text.Json.Nodes;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions;

namespace SkyButler.Transfers.Artifacts;

/// <summary>What an index says that lies in a folder already, so that later retrievals into it lose nothing.</summary>
internal sealed class ExistingIndex
{
    // Which of two values of one name is meant can't be known.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonObject types;

    private ExistingIndex(JsonObject index, JsonObject refs)
    {
        types = Section(refs, "dataset_types");
        Datasets = Section(refs, "compact_refs");
        Artifacts = Section(index, "artifact_map");
    }

    /// <summary>Its datasets; those that a new index has are taken out.</summary>
    public JsonObject Datasets { get; }

    /// <summary>Its files; those that a new index has are taken out.</summary>
    public JsonObject Artifacts { get; }

    /// <summary>Reads it.</summary>
    /// <exception cref="DatastoreException">It is none, or is of other dimensions or dataset types.</exception>
    public static ExistingIndex Read(byte[] content, DimensionUniverse universe, IReadOnlyCollection<DatasetType> types)
    {
        if (Parse(content) is not { } index || Text(index["index_version"]) != "V1" || index["refs"] is not JsonObject refs)
            throw Refused("it is no index that can be added to");
        Require(refs, "container_version", "V1");
        Require(refs, "universe_version", universe.Version);
        Require(refs, "universe_namespace", universe.Namespace);
        var existing = new ExistingIndex(index, refs);
        foreach (var type in types)
            if (existing.types[type.Name] is { } known && !IsSame(known, type))
                throw Refused($"it knows another dataset type '{type.Name}'");
        return existing;
    }

    /// <summary>Writes what is left of a part.</summary>
    public static void WriteRest(Utf8JsonWriter json, JsonObject? part)
    {
        foreach (var (name, value) in part ?? [])
        {
            json.WritePropertyName(name);
            if (value is null)
                json.WriteNullValue();
            else
                value.WriteTo(json);
        }
    }

    /// <summary>Writes the types that a new index does not have.</summary>
    public void WriteTypes(Utf8JsonWriter json, IReadOnlyCollection<DatasetType> written)
    {
        foreach (var type in written)
            types.Remove(type.Name);
        WriteRest(json, types);
    }

    private static bool IsSame(JsonNode known, DatasetType type) =>
        known is JsonObject && Text(known["storageClass"]) == type.StorageClass && Text(known["parentStorageClass"]) == type.ParentStorageClass
        && known["isCalibration"] is JsonValue flag && flag.TryGetValue<bool>(out var isCalibration) && isCalibration == type.IsCalibration
        && known["dimensions"] is JsonArray dimensions && dimensions.Select(Text).SequenceEqual(type.Dimensions.Required.Select(d => (string?)d.Name), StringComparer.Ordinal);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static void Require(JsonObject refs, string key, JsonNode expected)
    {
        if (!JsonNode.DeepEquals(refs[key], expected))
            throw Refused($"its {key} is {refs[key]?.ToJsonString() ?? "missing"}, not {expected.ToJsonString()}");
    }

    private static JsonObject Section(JsonObject of, string name) => of[name] as JsonObject ?? throw Refused($"its '{name}' is missing");

    private static JsonObject? Parse(byte[] text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DatastoreException Refused(string reason) => new(
        $"The folder has a file {ArtifactIndex.FileName} already, and {reason}; choose another folder, or ask to overwrite (--clobber).");
}
