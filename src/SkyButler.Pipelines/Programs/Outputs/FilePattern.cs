using System.Text;
using System.Text.RegularExpressions;

namespace SkyButler.Pipelines.Programs.Outputs;

/// <summary>Patterns of file names: <c>*</c> and <c>?</c> within one folder.</summary>
internal static class FilePattern
{
    /// <summary>Whether a name is a pattern.</summary>
    public static bool IsPattern(string name) => name.AsSpan().ContainsAny('*', '?');

    /// <summary>The files of a folder that a pattern matches, in the order of their names; links lead out of it and are passed over.</summary>
    public static IReadOnlyList<string> Find(string folder, string pattern)
    {
        var expression = new StringBuilder("^");
        foreach (var c in pattern)
            expression.Append(c switch { '*' => "[^/]*", '?' => "[^/]", _ => Regex.Escape(c.ToString()) });
        var matcher = new Regex(expression.Append('$').ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        var depth = pattern.Count(c => c == '/');
        var options = new EnumerationOptions { RecurseSubdirectories = depth > 0, MaxRecursionDepth = depth, AttributesToSkip = FileAttributes.ReparsePoint };
        return [.. Directory.EnumerateFiles(folder, "*", options).Where(f => matcher.IsMatch(Path.GetRelativePath(folder, f))).Order(StringComparer.Ordinal)];
    }
}
