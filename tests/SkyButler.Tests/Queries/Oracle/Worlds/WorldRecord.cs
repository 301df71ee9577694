namespace SkyButler.Tests.Queries.Oracle.Worlds;

/// <summary>A dimension record: values by the names of dimensions (its own key by its own name) and of fields.</summary>
internal sealed record WorldRecord(string Element, IReadOnlyDictionary<string, object?> Values)
{
    public object? this[string name] => Values.GetValueOrDefault(name);

    public override string ToString() => $"{Element}({string.Join(", ", Values.Where(v => v.Value is not null).Select(v => $"{v.Key}={Show(v.Value!)}"))})";

    private static string Show(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : FormattableString.Invariant($"{value}");
}
