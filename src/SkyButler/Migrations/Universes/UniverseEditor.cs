using System.Text.Json.Nodes;
using SkyButler.Dimensions;

namespace SkyButler.Migrations.Universes;

/// <summary>
/// Edits a universe's configuration. What is new is taken from today's universe; what its owner has added before is left as it is,
/// and what the owner took away makes the edit impossible.
/// </summary>
internal sealed class UniverseEditor(JsonObject configuration, string universe)
{
    private static readonly Lazy<JsonObject> Newest = new(() => JsonNode.Parse(DimensionUniverse.Default.ConfigurationJson)!.AsObject());

    public JsonObject Configuration => configuration;

    /// <summary>Sets a top-level key, in the place where it is written today.</summary>
    public void SetTop(string key, JsonNode value)
    {
        if (configuration.ContainsKey(key))
            configuration[key] = value;
        else
            configuration.Insert(1, key, value);
    }

    public void TakeSkyPix(string system)
    {
        var systems = Mapping(configuration, "skypix");
        if (!systems.ContainsKey(system))
            systems[system] = Newest.Value["skypix"]![system]!.DeepClone();
    }

    /// <summary>Takes a metadata column from today's universe, after another column or at the beginning.</summary>
    public void TakeColumn(string element, string column, string? after)
    {
        var metadata = Metadata(element);
        if (Find(metadata, column) >= 0)
            return;
        var from = Newest.Value["elements"]![element]!["metadata"]!.AsArray();
        var place = after is null ? 0 : Find(metadata, after) is var found and >= 0 ? found + 1 : metadata.Count;
        metadata.Insert(place, from[Find(from, column)]!.DeepClone());
    }

    public void RemoveColumn(string element, string column)
    {
        var metadata = Metadata(element);
        if (Find(metadata, column) is var place and >= 0)
            metadata.RemoveAt(place);
    }

    /// <summary>Makes a text column, key or metadata, at least so long.</summary>
    public void Lengthen(string element, string column, int length)
    {
        var owner = Element(element);
        foreach (var list in new[] { "keys", "metadata" })
            foreach (var declared in owner[list] as JsonArray ?? [])
                if (declared is JsonObject found && (string?)found["name"] == column && (int?)found["length"] < length)
                    found["length"] = length;
    }

    /// <summary>Takes a whole element from today's universe, before another or at the end.</summary>
    public void TakeElement(string element, string? before = null)
    {
        var elements = Mapping(configuration, "elements");
        if (elements.ContainsKey(element))
            throw Impossible($"it has a '{element}' of its own");
        var taken = Newest.Value["elements"]![element]!.DeepClone();
        if (before is not null && elements.ContainsKey(before))
            elements.Insert(elements.IndexOf(before), element, taken);
        else
            elements[element] = taken;
    }

    public void AddName(string element, string list, string name)
    {
        var owner = Element(element);
        if (owner[list] is not JsonArray names)
            owner[list] = names = [];
        if (!names.Any(n => (string?)n == name))
            names.Add(name);
    }

    public void RemoveName(string element, string list, string name)
    {
        var owner = Element(element);
        if (owner[list] is not JsonArray names)
            return;
        for (var i = names.Count - 1; i >= 0; i--)
            if ((string?)names[i] == name)
                names.RemoveAt(i);
        if (names.Count == 0)
            owner.Remove(list);
    }

    /// <summary>Sets a property of an element, after another one where it is new.</summary>
    public void Set(string element, string property, JsonNode value, string after)
    {
        var owner = Element(element);
        if (owner.ContainsKey(property))
            owner[property] = value;
        else
            owner.Insert(owner.IndexOf(after) + 1, property, value);
    }

    /// <summary>Appends an element to the family of timespans to which another belongs.</summary>
    public void JoinTimespans(string element, string memberOf)
    {
        foreach (var (_, family) in (configuration["topology"] as JsonObject)?["temporal"] as JsonObject ?? [])
        {
            if (family is JsonArray members && members.Any(m => (string?)m == memberOf))
            {
                members.Add(element);
                return;
            }
        }

        throw Impossible($"no family of timespans holds '{memberOf}'");
    }

    public JsonObject Element(string name) =>
        Mapping(configuration, "elements")[name] as JsonObject ?? throw Impossible($"it has no element '{name}'");

    public MigrationException Impossible(string found) => new(
        $"The repository's universe ({universe}) can't be upgraded by the published steps: {found}; write the universe that it shall have to a file and name it by --dimension-config.");

    private static int Find(JsonArray columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
            if ((string?)columns[i]?["name"] == name)
                return i;
        return -1;
    }

    private JsonArray Metadata(string element)
    {
        var owner = Element(element);
        if (owner["metadata"] is not JsonArray metadata)
            owner["metadata"] = metadata = [];
        return metadata;
    }

    private JsonObject Mapping(JsonObject owner, string key) => owner[key] as JsonObject ?? throw Impossible($"it has no '{key}'");
}
