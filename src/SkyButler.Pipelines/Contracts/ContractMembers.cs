using System.Collections;
using SkyButler.Configuration.Overrides;
using SkyButler.Pipelines.Configs;

namespace SkyButler.Pipelines.Contracts;

/// <summary>Attributes, elements, methods and functions that contracts may use.</summary>
internal static class ContractMembers
{
    public static bool IsFunction(string name) => name is "len" or "set" or "any" or "all" or "list" or "tuple" or "sorted" or "min" or "max" or "sum" or "abs" or "bool" or "str" or "int" or "float";

    public static object? Attribute(object? owner, string name)
    {
        if (owner is not Config config)
            throw new FormatException($"{PythonText.Repr(owner)} has no attribute '{name}'");
        var field = config.Fields.FirstOrDefault(f => f.Name == name)
            ?? throw new FormatException($"the configuration has no field '{name}'{Suggestions.For(name, config.Fields.Select(f => f.Name))}");
        return field.Get(config);
    }

    public static object? Element(object? owner, object? key)
    {
        if (owner is IDictionary map)
            return map.Contains(ContractValues.Text(key)) ? map[ContractValues.Text(key)] : throw new FormatException($"there is no element {PythonText.Repr(key)}");
        var elements = ContractValues.Elements(owner).ToList();
        var index = key is long number ? number < 0 ? number + elements.Count : number : throw new FormatException($"{PythonText.Repr(key)} is no index");
        return index >= 0 && index < elements.Count ? elements[(int)index] : throw new FormatException($"there is no element {index}");
    }

    public static object? Call(object? owner, string method, IReadOnlyList<object?> arguments) => (owner, method, arguments) switch
    {
        (string s, "startswith", [string part]) => s.StartsWith(part, StringComparison.Ordinal),
        (string s, "endswith", [string part]) => s.EndsWith(part, StringComparison.Ordinal),
        (string s, "lower", []) => s.ToLowerInvariant(),
        (string s, "upper", []) => s.ToUpperInvariant(),
        (string s, "strip", []) => s.Trim(),
        (string s, "replace", [string old, string now]) => s.Replace(old, now, StringComparison.Ordinal),
        (string s, "split", [string mark]) => s.Split(mark).Cast<object?>().ToList(),
        (string s, "join", [var list]) => string.Join(s, ContractValues.Elements(list).Select(ContractValues.Text)),
        (IDictionary map, "keys", []) => map.Keys.Cast<object?>().ToList(),
        (IDictionary map, "values", []) => map.Values.Cast<object?>().ToList(),
        (IDictionary map, "get", [var key]) => map[ContractValues.Text(key)],
        (IDictionary map, "get", [var key, var other]) => map.Contains(ContractValues.Text(key)) ? map[ContractValues.Text(key)] : other,
        (IEnumerable, "issubset", [var other]) => ContractValues.Elements(owner).All(e => ContractValues.Compare("in", e, other)),
        (IEnumerable, "issuperset", [var other]) => ContractValues.Elements(other).All(e => ContractValues.Compare("in", e, owner)),
        _ => throw new FormatException($"the method '{method}' is not understood here"),
    };

    public static object? Function(string name, IReadOnlyList<object?> arguments) => (name, arguments) switch
    {
        ("len", [string s]) => (long)s.Length,
        ("len", [var list]) => (long)ContractValues.Elements(list).Count(),
        ("any", [var list]) => ContractValues.Elements(list).Any(ContractValues.Truth),
        ("all", [var list]) => ContractValues.Elements(list).All(ContractValues.Truth),
        ("list" or "tuple" or "set", []) => new List<object?>(),
        ("list" or "tuple", [var list]) => ContractValues.Elements(list).ToList(),
        ("set", [var list]) => Sorted(list).DistinctBy(PythonText.Repr).ToList(),
        ("sorted", [var list]) => Sorted(list),
        ("min", [var list]) => Sorted(list).First(),
        ("max", [var list]) => Sorted(list)[^1],
        ("sum", [var list]) => ContractValues.Elements(list).Aggregate((object?)0L, (sum, e) => ContractValues.Calculate("+", sum, e)),
        ("abs", [var number]) => ContractValues.Compare("<", number, 0L) ? ContractValues.Calculate("-", 0L, number) : number,
        ("bool", [var value]) => ContractValues.Truth(value),
        ("str", [var value]) => ContractValues.Text(value),
        ("float", [var value]) => ContractValues.Calculate("+", 0.0, value),
        ("int", [var value]) => Convert.ToInt64(Math.Truncate((double)ContractValues.Calculate("+", 0.0, value)!)),
        _ => throw new FormatException($"'{name}' can't take {arguments.Count} argument(s)"),
    };

    private static List<object?> Sorted(object? list) => [.. ContractValues.Elements(list)
        .OrderBy(e => e, Comparer<object?>.Create((a, b) => ContractValues.Compare("<", a, b) ? -1 : ContractValues.Compare("<", b, a) ? 1 : 0))];
}
