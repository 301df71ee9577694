using System.Collections;
using System.Globalization;
using SkyButler.Configuration.Overrides;

namespace SkyButler.Pipelines.Configs;

/// <summary>What statements do to the value of a list or dictionary, which is taken and given back as a literal.</summary>
internal static class ConfigEdits
{
    /// <summary>The value after an edit; says what is wrong by an <see cref="ArgumentException"/>.</summary>
    /// <param name="value">The value before.</param>
    /// <param name="edit">What is done.</param>
    /// <param name="arguments">With what.</param>
    public static object Apply(object? value, OverrideEdit edit, IReadOnlyList<object?> arguments) => (edit, arguments, Plain(value)) switch
    {
        (OverrideEdit.Append, [var item], List<object?> list) => list.Append(item).ToList(),
        (OverrideEdit.Extend, [IReadOnlyList<object?> items], List<object?> list) => list.Concat(items).ToList(),
        (OverrideEdit.Insert, [long at, var item], List<object?> list) => Insert(list, at, item),
        (OverrideEdit.Remove, [var item], List<object?> list) => Remove(list, item),
        (OverrideEdit.Update, [IReadOnlyDictionary<string, object?> items], Dictionary<string, object?> map) => Update(map, items),
        (_, _, List<object?> or Dictionary<string, object?>) => throw new ArgumentException($"it can't be edited by {Name(edit)} with {PythonText.Repr(arguments)}"),
        _ => throw new ArgumentException("it is neither a list nor a dictionary"),
    };

    /// <summary>The value after an edit of one of its elements; says what is wrong by an <see cref="ArgumentException"/>.</summary>
    public static object ApplyToElement(object? value, string key, OverrideEdit edit, IReadOnlyList<object?> arguments) => SetElement(
        value, key, Apply(
            Plain(value) switch
            {
                Dictionary<string, object?> map => map.TryGetValue(key, out var item) ? item : throw new ArgumentException($"it has no '{key}'{Suggestions.For(key, map.Keys)}"),
                List<object?> list => list[Place(list, key)],
                _ => throw new ArgumentException("it has no elements"),
            },
            edit, arguments));

    /// <summary>The value with one element set; says what is wrong by an <see cref="ArgumentException"/>.</summary>
    public static object SetElement(object? value, string key, object? item)
    {
        switch (Plain(value))
        {
            case Dictionary<string, object?> map:
                map[key] = item;
                return map;
            case List<object?> list:
                list[Place(list, key)] = item;
                return list;
            default:
                throw new ArgumentException("it has no elements");
        }
    }

    /// <summary>The value without one element; says what is wrong by an <see cref="ArgumentException"/>.</summary>
    public static object RemoveElement(object? value, string key)
    {
        switch (Plain(value))
        {
            case Dictionary<string, object?> map:
                return map.Remove(key) ? map : throw new ArgumentException($"it has no '{key}'{Suggestions.For(key, map.Keys)}");
            case List<object?> list:
                list.RemoveAt(Place(list, key));
                return list;
            default:
                throw new ArgumentException("it has no elements");
        }
    }

    private static object? Plain(object? value) => value switch
    {
        null => null,
        string text => text,
        IDictionary map => map.Keys.Cast<string>().ToDictionary(k => k, k => Element(map[k]), StringComparer.Ordinal),
        IEnumerable list => list.Cast<object?>().Select(Element).ToList(),
        _ => value,
    };

    private static object? Element(object? value) => value switch
    {
        Config => throw new ArgumentException("its elements are configurations, of which single settings can be set"),
        int number => (long)number,
        float number => (double)number,
        Enum name => name.ToString(),
        _ => Plain(value),
    };

    private static List<object?> Insert(List<object?> list, long at, object? item)
    {
        // As Python does: from the end where negative, and never outside.
        var place = (int)Math.Clamp(at < 0 ? at + list.Count : at, 0, list.Count);
        list.Insert(place, item);
        return list;
    }

    private static List<object?> Remove(List<object?> list, object? item)
    {
        var place = list.FindIndex(i => PythonText.Repr(i) == PythonText.Repr(item));
        if (place < 0)
            throw new ArgumentException($"it has no element {PythonText.Repr(item)}");
        list.RemoveAt(place);
        return list;
    }

    private static Dictionary<string, object?> Update(Dictionary<string, object?> map, IReadOnlyDictionary<string, object?> items)
    {
        foreach (var (key, item) in items)
            map[key] = item;
        return map;
    }

    private static int Place(List<object?> list, string key)
    {
        if (!int.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var place))
            throw new ArgumentException($"'{key}' is no place in a list");
        if (place < 0)
            place += list.Count;
        return place >= 0 && place < list.Count ? place : throw new ArgumentException($"it has {list.Count} elements, and none at {key}");
    }

    private static string Name(OverrideEdit edit) => edit.ToString().ToLowerInvariant();
}
