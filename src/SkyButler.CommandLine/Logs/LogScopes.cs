namespace SkyButler.CommandLine.Logs;

/// <summary>Labels that hold while some piece of work goes on, wherever it goes on.</summary>
internal static class LogScopes
{
    private static readonly AsyncLocal<IReadOnlyDictionary<string, string>?> Labels = new();

    /// <summary>The labels that hold now; null for none.</summary>
    public static IReadOnlyDictionary<string, string>? Current => Labels.Value;

    /// <summary>Adds labels until the result is disposed; states that are no pairs add nothing.</summary>
    public static IDisposable Push(object state)
    {
        var before = Labels.Value;
        if (state is IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            var merged = before is null ? [] : new Dictionary<string, string>(before, StringComparer.Ordinal);
            foreach (var (key, value) in pairs)
                merged[key] = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
            Labels.Value = merged;
        }

        return new Restore(before);
    }

    private sealed class Restore(IReadOnlyDictionary<string, string>? before) : IDisposable
    {
        public void Dispose() => Labels.Value = before;
    }
}
