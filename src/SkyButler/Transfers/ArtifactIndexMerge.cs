using System.Text.Json;
using System.Text.Json.Nodes;
using SkyButler.Datastores;

namespace SkyButler.Transfers;

/// <summary>Puts what an index says that lies in a folder already into a new one, so that later retrievals into it lose nothing.</summary>
internal static class ArtifactIndexMerge
{
    /// <summary>Adds to the new index; where both know a file or dataset, the new one counts.</summary>
    /// <exception cref="DatastoreException">The existing index is none, or is of other dimensions or dataset types.</exception>
    public static void Into(JsonObject index, byte[] existing)
    {
        if (Parse(existing) is not { } old || (string?)old["index_version"] != (string?)index["index_version"] || old["refs"] is not JsonObject oldRefs)
            throw Refused("it is no index that can be added to");
        var refs = index["refs"]!.AsObject();
        foreach (var key in (string[])["container_version", "universe_version", "universe_namespace"])
            if (!JsonNode.DeepEquals(refs[key], oldRefs[key]))
                throw Refused($"its {key} is {oldRefs[key]?.ToJsonString() ?? "missing"}, not {refs[key]!.ToJsonString()}");
        var types = refs["dataset_types"]!.AsObject();
        foreach (var (name, type) in Section(oldRefs, "dataset_types"))
            if (types[name] is { } same && !JsonNode.DeepEquals(same, type))
                throw Refused($"it knows another dataset type '{name}'");
        Add(types, Section(oldRefs, "dataset_types"));
        Add(refs["compact_refs"]!.AsObject(), Section(oldRefs, "compact_refs"));
        Add(index["artifact_map"]!.AsObject(), Section(old, "artifact_map"));
    }

    private static void Add(JsonObject to, JsonObject from)
    {
        foreach (var (key, value) in from)
            if (!to.ContainsKey(key))
                to[key] = value?.DeepClone();
    }

    private static JsonObject Section(JsonObject of, string name) => of[name] as JsonObject ?? throw Refused($"its '{name}' is missing");

    private static JsonObject? Parse(byte[] text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DatastoreException Refused(string reason) => new(
        $"The folder has a file {ArtifactIndex.FileName} already, and {reason}; choose another folder, or ask to overwrite (--clobber).");
}
