namespace SkyButler.Datastores.Records;

/// <summary>
/// Names of files as a listing has them, beside the paths of records, which may be encoded: a file that is literally called <c>a%20b</c> is
/// not the one that the record <c>a%20b</c> names.
/// </summary>
internal static class ListedNames
{
    /// <summary>Whether a record's path and the name are surely the same: nothing in it could be read otherwise.</summary>
    public static bool IsPlain(string path) =>
        path.AsSpan().IndexOfAny("%#$~") < 0 && !path.Contains("./", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal);

    /// <summary>The form of a name that reads back as that name.</summary>
    public static string Encode(string name) =>
        string.Join('/', name.Split('/').Select(Uri.EscapeDataString)).Replace("~", "%7E", StringComparison.Ordinal);

    /// <summary>The forms in which records may name files.</summary>
    public static IReadOnlyCollection<string> AsRecorded(IEnumerable<string> names) => [.. names.SelectMany(Forms).Distinct(StringComparer.Ordinal)];

    /// <summary>The names of which records have one form or the other. In doubt a file counts as registered.</summary>
    public static IReadOnlySet<string> Among(IEnumerable<string> names, IReadOnlySet<string> recorded) =>
        names.Where(n => Forms(n).Any(recorded.Contains)).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Forms(string name) => [name, string.Join('/', name.Split('/').Select(Uri.EscapeDataString))];
}
