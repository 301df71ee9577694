using SkyButler.Configuration.Overrides;
using SkyButler.Pipelines.Configs.Fields;

namespace SkyButler.Pipelines.Configs;

/// <summary>Compares configurations field by field.</summary>
internal static class ConfigDifference
{
    private const double Tolerance = 1e-8;

    /// <summary>What differs, as <c>field: old -> new</c>; empty where nothing does.</summary>
    public static IReadOnlyList<string> Between(Config old, Config current) => Between(old, current, _ => true);

    /// <summary>What differs of some fields.</summary>
    public static IReadOnlyList<string> Between(Config old, Config current, Func<ConfigField, bool> which)
    {
        var before = Values(old, which);
        var after = Values(current, which);
        var differences = new List<string>();
        foreach (var path in before.Keys.Union(after.Keys))
        {
            var had = before.TryGetValue(path, out var a);
            var has = after.TryGetValue(path, out var b);
            if (!had || !has || !Same(a, b))
                differences.Add($"{path}: {(had ? PythonText.Repr(a) : "absent")} -> {(has ? PythonText.Repr(b) : "absent")}");
        }

        return differences;
    }

    private static Dictionary<string, object?> Values(Config config, Func<ConfigField, bool> which) =>
        ConfigTree.ChosenLeaves(config).Where(l => which(l.Field)).ToDictionary(l => l.Path, l => l.Field.Get(l.Owner), StringComparer.Ordinal);

    private static bool Same(object? a, object? b) => (a, b) switch
    {
        (double x, double y) => x.Equals(y) || Math.Abs(x - y) <= Tolerance + (Tolerance * Math.Abs(y)),
        (float x, float y) => x.Equals(y) || Math.Abs(x - y) <= Tolerance + (Tolerance * Math.Abs(y)),
        _ => PythonText.Repr(a) == PythonText.Repr(b),
    };
}
