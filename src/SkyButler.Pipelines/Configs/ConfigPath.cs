using SkyButler.Configuration.Overrides;

namespace SkyButler.Pipelines.Configs;

/// <summary>Dotted names of fields, in which elements of a dictionary stand as <c>name['key']</c>.</summary>
internal static class ConfigPath
{
    /// <summary>One part of a dotted name.</summary>
    internal readonly record struct Segment(string Name, bool IsKey);

    /// <summary>The parts of a dotted name; null where it is none.</summary>
    public static IReadOnlyList<Segment>? Parse(string path)
    {
        var segments = new List<Segment>();
        foreach (var part in Parts(path))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? part : part[..bracket];
            if (name.Length == 0)
                return null;
            segments.Add(new Segment(name.Trim(), false));
            if (bracket < 0)
                continue;
            if (!part.EndsWith(']') || !PythonLiteral.TryParse(part[(bracket + 1)..^1], out var key) || key is not (string or long))
                return null;
            segments.Add(new Segment(key as string ?? PythonText.Repr(key), true));
        }

        return segments;
    }

    // Dots in keys divide nothing.
    private static IEnumerable<string> Parts(string path)
    {
        var start = 0;
        var depth = 0;
        for (var i = 0; i < path.Length; i++)
        {
            depth += path[i] is '[' ? 1 : path[i] is ']' ? -1 : 0;
            if (path[i] != '.' || depth > 0)
                continue;
            yield return path[start..i];
            start = i + 1;
        }

        yield return path[start..];
    }
}
