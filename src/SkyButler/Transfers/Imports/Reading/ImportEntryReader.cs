using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml.Pieces;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;

namespace SkyButler.Transfers.Imports.Reading;

/// <summary>Reads one entry of an export file in parts of some thousand records.</summary>
internal sealed class ImportEntryReader(YamlPieceReader reader, int partSize)
{
    // Lists that stand before what says whose they are, are held until that is known.
    private const int MostHeld = 200_000;

    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal) { "records", "dataset_ids", "validity_ranges" };

    private readonly Dictionary<string, ConfigNode> head = new(StringComparer.Ordinal);
    private readonly List<(string Key, ConfigNode Item)> held = [];
    private ConfigLocation where;

    /// <summary>The parts of the entry.</summary>
    public IEnumerable<ImportPart> Read()
    {
        where = reader.Here;
        reader.EnterMapping("An entry of 'data'");
        var isDone = false;
        while (reader.NextKey() is { } key)
        {
            if (!Lists.Contains(key.ToString()))
            {
                head[key.ToString()] = reader.ReadPiece();
                continue;
            }

            if (!reader.EnterSequence($"'{key}'"))
                continue;
            isDone |= IsKnown;
            foreach (var part in IsKnown ? Parts(key.ToString(), Items()) : Hold(key.ToString()))
                yield return part;
        }

        foreach (var list in held.GroupBy(h => h.Key, h => h.Item))
        {
            isDone = true;
            foreach (var part in Parts(list.Key, list))
                yield return part;
        }

        if (!isDone && Single() is { } single)
            yield return single;
    }

    // Whether all keys that a list of records needs have come.
    private bool IsKnown => head.TryGetValue("type", out var type) && type.ToString() switch
    {
        "dimension" => head.ContainsKey("element"),
        "dataset" => head.ContainsKey("dataset_type") && head.ContainsKey("run"),
        "associations" => head.ContainsKey("collection") && head.ContainsKey("collection_type"),
        _ => true,
    };

    private IEnumerable<ConfigNode> Items()
    {
        while (reader.NextItem())
            yield return reader.ReadPiece();
    }

    private IEnumerable<ImportPart> Hold(string key)
    {
        foreach (var item in Items())
        {
            held.Add((key, item));
            if (held.Count > MostHeld)
                throw ImportValues.Error(where, $"More than {MostHeld} items stand before the keys that say whose they are; write 'type' and the other keys first.");
        }

        return [];
    }

    private IEnumerable<ImportPart> Parts(string key, IEnumerable<ConfigNode> items) => (Required("type"), key) switch
    {
        ("dimension", "records") => items.Chunk(partSize).Select(rows =>
            new ImportPart.Records(rows[0].Location, Required("element"), [.. rows.Select(r => ImportValues.Mapping(r, "A record"))])),
        ("dataset", "records") => items.Chunk(partSize).Select(rows =>
            new ImportPart.Datasets(rows[0].Location, Required("dataset_type"), Required("run"), [.. rows.Select(r => ImportValues.Mapping(r, "A record"))])),
        ("associations", "dataset_ids") => Associations(items, null),
        ("associations", "validity_ranges") => items.SelectMany(Range),
        _ => throw ImportValues.Error(where, $"An entry of type '{Required("type")}' has no list '{key}'."),
    };

    private IEnumerable<ImportPart> Range(ConfigNode node)
    {
        var mapping = ImportValues.Mapping(node, "A validity range");
        var validity = mapping.TryGet("timespan", out var timespan)
            ? ImportValues.Timespan(timespan)
            : ImportValues.Between(node, mapping.TryGet("begin", out var begin) ? begin : null, mapping.TryGet("end", out var end) ? end : null);
        return Associations(ImportValues.List(mapping.TryGet("dataset_ids", out var ids) ? ids : null), validity);
    }

    private IEnumerable<ImportPart> Associations(IEnumerable<ConfigNode> ids, Timespan? validity)
    {
        var type = ImportValues.Collection(Node("collection_type"));
        if (type != (validity is null ? CollectionType.Tagged : CollectionType.Calibration))
            throw ImportValues.Error(where, $"Datasets are associated with the {Required("collection_type")} collection '{Required("collection")}' as with another type of collections.");
        return ids.Chunk(partSize).Select(chunk => new ImportPart.Associations(chunk[0].Location, Required("collection"), type, validity, [.. chunk.Select(ImportValues.Id)]));
    }

    private ImportPart? Single() => Required("type") switch
    {
        "run" => new ImportPart.Collection(where, Required("name"), CollectionType.Run, null, []),
        "collection" => Collection(),
        "dataset_type" => new ImportPart.TypeDefinition(
            where,
            Required("name"),
            [.. ImportValues.List(head.GetValueOrDefault("dimensions")).Select(d => ImportValues.Text(d, "A dimension"))],
            Required("storage_class"),
            head.GetValueOrDefault("is_calibration") is ConfigScalar { Value: true }),
        "dimension" or "dataset" or "associations" => null,
        var other => throw ImportValues.Error(where, $"Entries of type '{other}' are not known.{Suggestions.For(other, ["dimension", "collection", "run", "dataset_type", "dataset", "associations"])}"),
    };

    private ImportPart.Collection Collection()
    {
        var type = ImportValues.Collection(Node("collection_type"));
        // Old files have pairs of a name and a restriction.
        var children = ImportValues.List(head.GetValueOrDefault("children")).Select(c => ImportValues.Text(c is ConfigSequence { Items: [var name, ..] } ? name : c, "A member of a chain"));
        var documentation = head.GetValueOrDefault("doc") is { } doc and not ConfigScalar { Value: null } ? ImportValues.Text(doc, "The documentation") : null;
        return new(where, Required("name"), type, documentation, type == CollectionType.Chained ? [.. children] : []);
    }

    private string Required(string key) => ImportValues.Text(Node(key), $"'{key}'");

    private ConfigNode Node(string key) => head.TryGetValue(key, out var node) ? node : throw ImportValues.Error(where, $"The entry has no '{key}'.");
}
