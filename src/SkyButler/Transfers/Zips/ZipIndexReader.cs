using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Registry.Collections;
using SkyButler.Transfers.Repositories;

namespace SkyButler.Transfers.Zips;

/// <summary>Reads the index of a zip or folder, and refuses one that can't be.</summary>
/// <param name="universe">The universe of the repository that takes it in.</param>
/// <param name="source">What has the index, for messages: "zip x.zip".</param>
internal sealed class ZipIndexReader(DimensionUniverse universe, string source)
{
    private const string Version = "V1";

    // About thirty for a dataset. Each takes memory, however short it is, and many short ones take many times that of their text.
    private const int MostValues = 40_000_000;

    /// <summary>Reads an index.</summary>
    /// <exception cref="ZipException">It is none, or contradicts itself.</exception>
    public ZipIndex Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            RequireFewValues(content.Span);
            using var document = JsonDocument.Parse(content);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or DimensionException or DatasetTypeException or GeometryException)
        {
            throw Refused($"its index can't be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private ZipIndex Read(JsonElement index)
    {
        Require(index, "index_version", Version);
        var refs = index.GetProperty("refs");
        Require(refs, "container_version", Version);
        Require(refs, "universe_namespace", universe.Namespace);
        if (refs.TryGetProperty("universe_version", out var version) && KnownUniverses.WhyNot(universe, version.GetInt64()) is { } reason)
            throw Refused($"{reason}; take it in with a newer release");
        var types = new Dictionary<string, DatasetType>(StringComparer.Ordinal);
        foreach (var entry in refs.GetProperty("dataset_types").EnumerateObject())
            if (!types.TryAdd(entry.Name, Type(entry.Value)))
                throw Refused($"its index has the dataset type '{entry.Name}' twice");
        var datasets = new Dictionary<Guid, DatasetRef>();
        foreach (var entry in refs.GetProperty("compact_refs").EnumerateObject())
            if (!datasets.TryAdd(Guid.Parse(entry.Name), Dataset(Guid.Parse(entry.Name), entry.Value, types)))
                throw Refused($"its index has the dataset {entry.Name} twice");
        return new(datasets, Members(index.GetProperty("artifact_map"), datasets), Records(refs));
    }

    private List<ZipIndexMember> Members(JsonElement map, Dictionary<Guid, DatasetRef> datasets)
    {
        var members = new List<ZipIndexMember>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<(Guid Id, string? Component)>();
        foreach (var entry in map.EnumerateObject())
        {
            if (!names.Add(entry.Name))
                throw Refused($"its index has the file '{entry.Name}' twice");
            if (entry.Name.Any(char.IsControl))
                throw Refused($"its index has a file '{entry.Name}' with a control character in its name");
            var info = entry.Value.GetProperty("info");
            var records = new List<FileRecord>();
            foreach (var item in entry.Value.GetProperty("ids").EnumerateArray())
            {
                var id = Guid.Parse(item.GetString() ?? "");
                if (!datasets.ContainsKey(id))
                    throw Refused($"its index says that '{entry.Name}' is the dataset {id}, of which it says no more");
                var record = new FileRecord
                {
                    DatasetId = id,
                    Path = entry.Name,
                    Formatter = info.GetProperty("formatter").GetString() ?? throw Refused($"its index names no formatter for '{entry.Name}'"),
                    StorageClass = info.GetProperty("storage_class").GetString() ?? throw Refused($"its index names no storage class for '{entry.Name}'"),
                    Component = info.GetProperty("component").GetString(),
                    Checksum = info.GetProperty("checksum").GetString(),
                    FileSize = info.GetProperty("file_size").GetInt64(),
                };
                if (!seen.Add((id, record.Component)))
                    throw Refused($"its index has two files for the dataset {id}{(record.Component is null ? "" : $", component '{record.Component}'")}");
                records.Add(record);
            }

            if (records.Count == 0)
                throw Refused($"its index names no dataset for '{entry.Name}'");
            members.Add(new(entry.Name, PathInStore(info, entry.Name), records));
        }

        var stored = seen.Select(s => s.Id).ToHashSet();
        foreach (var id in datasets.Keys)
            if (!stored.Contains(id))
                throw Refused($"its index has no file for the dataset {id}");
        return members;
    }

    // Of what lay in another zip, or outside of its store, the index has no such path, or one that means nothing here.
    private string PathInStore(JsonElement info, string name)
    {
        if (!info.TryGetProperty("path", out var path) || path.GetString() is not { Length: > 0 } text)
            return name;
        var stored = StoredPath.Parse(text);
        var fault = text.Any(char.IsControl) ? "has a control character"
            : text[0] == '/' ? "is absolute"
            : ForeignNames.HasParent(stored.File) ? "holds '..'"
            : null;
        if (fault is not null)
            throw Refused($"its index says that '{name}' had the path '{text}', which {fault}");
        return stored is { IsAbsolute: false, ZipMember: null } ? text : name;
    }

    private DatasetType Type(JsonElement json) => new(
        Text(json, "name"),
        universe.Conform(json.GetProperty("dimensions").EnumerateArray().Select(d => d.GetString() ?? "")),
        Text(json, "storageClass"),
        json.TryGetProperty("isCalibration", out var flag) && flag.ValueKind == JsonValueKind.True,
        json.TryGetProperty("parentStorageClass", out var parent) ? parent.GetString() : null);

    private DatasetRef Dataset(Guid id, JsonElement json, Dictionary<string, DatasetType> types)
    {
        var name = Text(json, "dataset_type_name");
        if (!types.TryGetValue(name, out var type) || type.Component is not null)
            throw Refused($"its index has a dataset of the type '{name}', which it does not define{Suggestions.For(name, types.Keys)}");
        var named = new DataId();
        foreach (var value in json.GetProperty("data_id").EnumerateObject())
            named[value.Name] = value.Value.ValueKind == JsonValueKind.String ? value.Value.GetString()! : value.Value.GetInt64();
        var run = Text(json, "run");
        return ForeignNames.WhyNot(run, CollectionType.Run) is { } reason
            ? throw Refused($"its index has a dataset of the run '{run}', which can't be the name of one: {reason}")
            : new(type, DataCoordinate.Standardize(type.Dimensions, named), run, id);
    }

    private List<(DimensionElement Element, IReadOnlyList<DimensionRecord> Records)>? Records(JsonElement refs)
    {
        if (!refs.TryGetProperty("dimension_records", out var all) || all.ValueKind == JsonValueKind.Null)
            return null;
        var found = new List<(DimensionElement Element, IReadOnlyList<DimensionRecord> Records)>();
        foreach (var entry in all.EnumerateObject())
        {
            var element = universe[entry.Name];
            if (element.HasTable)
                found.Add((element, [.. entry.Value.EnumerateArray().Select(row => Record(element, row))]));
        }

        return [.. found.OrderBy(f => f.Element.Index)];
    }

    private DimensionRecord Record(DimensionElement element, JsonElement row)
    {
        var fields = element.Schema.Fields;
        if (row.GetArrayLength() != fields.Count)
            throw Refused($"its index has a record of '{element}' with {row.GetArrayLength()} values, which needs {fields.Count}");
        var values = fields.Select((f, i) => KeyValuePair.Create(f.Name, Value(element, f.Name, f.Type, row[i]))).ToDictionary(StringComparer.Ordinal);
        return DimensionRecord.Create(element, values);
    }

    private object? Value(DimensionElement element, string field, ColumnType type, JsonElement json) => (type, json.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        (ColumnType.Region, _) => Region.Decode(Convert.FromHexString(json.GetString()!)),
        (ColumnType.Hash, _) => Convert.FromHexString(json.GetString()!),
        (ColumnType.Timespan, _) when json.GetArrayLength() != 2 => throw Refused($"its index has a record of '{element}' whose {field} has {json.GetArrayLength()} values and not 2"),
        (ColumnType.Timespan, _) => Timespan.FromStored(json[0].GetInt64(), json[1].GetInt64()),
        (ColumnType.Float, _) => json.GetDouble(),
        (ColumnType.Bool, _) => json.GetBoolean(),
        (ColumnType.Int, _) => json.GetInt64(),
        _ => json.GetString(),
    };

    private void RequireFewValues(ReadOnlySpan<byte> content)
    {
        if (content.Length <= MostValues)
            return;
        var reader = new Utf8JsonReader(content);
        for (var count = 0; reader.Read(); count++)
            if (count == MostValues)
                throw Refused($"its index has more than {MostValues} values; take fewer datasets at once");
    }

    private void Require(JsonElement json, string key, string expected)
    {
        if (Text(json, key) is var found && found != expected)
            throw Refused($"the {key} of its index is '{found}', not '{expected}'");
    }

    private string Text(JsonElement json, string key) => json.GetProperty(key).GetString() ?? throw Refused($"its index has no '{key}'");

    private ZipException Refused(string reason, Exception? inner = null) => new($"The {source} can't be taken in: {ForeignNames.Shown(reason)}.", inner);
}
