namespace SkyButler.CommandLine.Logs;

/// <summary>Names of loggers as they are shown and filtered.</summary>
internal static class LoggerNames
{
    private const string Root = "skybutler";

    // What users of the original filter by, and what does that work here; longer names first.
    private static readonly (string Original, string Ours)[] Counterparts =
    [
        ("lsst.ctrl.mpexec", Root + ".pipelines"),
        ("lsst.pipe.base", Root + ".pipelines"),
        ("lsst.obs.base", Root + ".instruments"),
        ("lsst.daf.butler", Root),
        ("lsst.resources", Root + ".resources"),
        ("lsst", Root),
    ];

    /// <summary>The name shown for a logger's category: type names in lower case, others as they are.</summary>
    public static string OfCategory(string category) =>
        category.StartsWith("SkyButler", StringComparison.Ordinal) ? category.ToLowerInvariant() : category;

    /// <summary>The names on which a filter acts: itself, and what stands for it here.</summary>
    public static IEnumerable<string> OfFilter(string component)
    {
        yield return component;
        foreach (var (original, ours) in Counterparts)
        {
            if (!IsWithin(component, original))
                continue;
            yield return ours + component[original.Length..];
            yield break;
        }
    }

    /// <summary>Whether a logger is another one or below it.</summary>
    public static bool IsWithin(string name, string ancestor) =>
        name.StartsWith(ancestor, StringComparison.Ordinal) && (name.Length == ancestor.Length || name[ancestor.Length] == '.');
}
