using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SkyButler.Pipelines.Execution.Records;

/// <summary>
/// What a task wants to say about a quantum: numbers, texts and truth values, or lists of these, by dotted name; the part before a dot
/// names a group. Stored in the original's layout.
/// </summary>
public sealed class TaskMetadata
{
    private readonly OrderedDictionary<string, object> scalars = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, List<object>> arrays = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, TaskMetadata> groups = new(StringComparer.Ordinal);

    /// <summary>A scalar, the last element of a list, or null; setting replaces whatever was there.</summary>
    public object? this[string name]
    {
        get => At(name, create: false) is not { } group ? null
            : group.scalars.TryGetValue(Last(name), out var scalar) ? scalar
            : group.arrays.TryGetValue(Last(name), out var list) ? list[^1] : null;
        set
        {
            var group = At(name, create: true)!;
            group.arrays.Remove(Last(name));
            group.scalars[Last(name)] = Checked(name, value);
        }
    }

    /// <summary>Appends to a list, which a scalar of that name becomes.</summary>
    public void Add(string name, object value)
    {
        var group = At(name, create: true)!;
        var last = Last(name);
        if (!group.arrays.TryGetValue(last, out var list))
        {
            group.arrays[last] = list = [];
            if (group.scalars.Remove(last, out var scalar))
                list.Add(scalar);
        }

        list.Add(Checked(name, value));
    }

    /// <summary>Sets a whole list.</summary>
    public void SetList(string name, IEnumerable values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var group = At(name, create: true)!;
        group.scalars.Remove(Last(name));
        group.arrays[Last(name)] = [.. values.Cast<object>().Select(v => Checked(name, v))];
    }

    /// <summary>A list, or an empty one.</summary>
    public IReadOnlyList<object> GetList(string name) =>
        At(name, create: false) is not { } group ? []
        : group.arrays.TryGetValue(Last(name), out var list) ? list
        : group.scalars.TryGetValue(Last(name), out var scalar) ? [scalar] : [];

    /// <summary>A group, made where it is not there; the name's dots divide groups.</summary>
    public TaskMetadata Group(string name) => At(name + ".", create: true)!;

    /// <summary>A group that is there, by its whole name, dots or not; null for none.</summary>
    internal TaskMetadata? FindGroup(string name) => groups.GetValueOrDefault(name);

    /// <summary>Scalars, lists and groups by name, as JSON.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, value) in scalars)
            json[name] = Node(value);
        foreach (var (name, list) in arrays)
            json[name] = new JsonArray([.. list.Select(Node)]);
        foreach (var (name, group) in groups)
            json[name] = group.ToJson();
        return json;
    }

    /// <summary>Metadata of several sources, each under a name.</summary>
    internal static TaskMetadata OfGroups(params ReadOnlySpan<(string Name, TaskMetadata Group)> parts)
    {
        var whole = new TaskMetadata();
        foreach (var (name, group) in parts)
            whole.groups[name] = group;
        return whole;
    }

    /// <summary>The layout in which it is stored: <c>scalars</c>, <c>arrays</c>, <c>metadata</c>.</summary>
    public OrderedDictionary<string, object?> ToPlain() => new(StringComparer.Ordinal)
    {
        ["scalars"] = new OrderedDictionary<string, object?>(scalars.Select(p => KeyValuePair.Create(p.Key, (object?)p.Value))),
        ["arrays"] = new OrderedDictionary<string, object?>(arrays.Select(p => KeyValuePair.Create(p.Key, (object?)p.Value))),
        ["metadata"] = new OrderedDictionary<string, object?>(groups.Select(p => KeyValuePair.Create(p.Key, (object?)p.Value.ToPlain()))),
    };

    /// <summary>Reads the layout in which it is stored.</summary>
    /// <exception cref="PipelineException">It is another layout.</exception>
    public static TaskMetadata FromPlain(object? stored)
    {
        var metadata = new TaskMetadata();
        foreach (var (name, value) in Part(stored, "scalars"))
            metadata.scalars[name] = value ?? double.NaN;
        foreach (var (name, value) in Part(stored, "arrays"))
            metadata.arrays[name] = [.. ((IEnumerable)value!).Cast<object?>().Select(v => v ?? double.NaN)];
        foreach (var (name, value) in Part(stored, "metadata"))
            metadata.groups[name] = FromPlain(value);
        return metadata;
    }

    // JSON has no number that is none.
    private static JsonNode? Node(object value) => value is double number && !double.IsFinite(number) ? null : JsonSerializer.SerializeToNode(value);

    private static IReadOnlyDictionary<string, object?> Part(object? stored, string name) =>
        stored is IReadOnlyDictionary<string, object?> layout && layout.TryGetValue(name, out var part) && part is IReadOnlyDictionary<string, object?> values
            ? values
            : throw new PipelineException($"This is no task metadata: it has no '{name}'.");

    private TaskMetadata? At(string name, bool create)
    {
        var group = this;
        var start = 0;
        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', start))
        {
            var part = name[start..dot];
            if (!group.groups.TryGetValue(part, out var next))
            {
                if (!create)
                    return null;
                group.groups[part] = next = new TaskMetadata();
            }

            group = next;
            start = dot + 1;
        }

        return group;
    }

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static object Checked(string name, object? value) => value switch
    {
        string or bool or double or long => value,
        int or short or byte or uint or ushort or sbyte => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        float f => (double)f,
        Guid id => id.ToString(),
        _ => throw new PipelineException($"Metadata '{name}' takes numbers, texts and truth values, not {value?.GetType().Name ?? "null"}."),
    };
}
