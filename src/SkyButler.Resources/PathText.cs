namespace SkyButler.Resources;

/// <summary>Pure operations on slash-separated paths, whatever they belong to.</summary>
internal static class PathText
{
    // Compression suffixes that belong to the suffix before them (image.fits.gz is a .fits.gz).
    private static readonly string[] Compressions = [".gz", ".bz2", ".xz", ".fz"];

    /// <summary>Collapses <c>//</c>, <c>.</c> and <c>..</c>; a trailing slash stays; <c>..</c> never climbs above <c>/</c>.</summary>
    public static string Normalise(string path)
    {
        if (!NeedsNormalising(path))
            return path;
        var isAbsolute = path.StartsWith('/');
        var kept = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part != "..")
                kept.Add(part);
            else if (kept.Count > 0 && kept[^1] != "..")
                kept.RemoveAt(kept.Count - 1);
            else if (!isAbsolute)
                kept.Add(part);
        }
        var isDirectory = kept.Count > 0 && (path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal));
        return (isAbsolute ? "/" : "") + string.Join('/', kept) + (isDirectory ? "/" : "");
    }

    /// <summary>The last component, whether or not a slash follows it.</summary>
    public static string LastComponent(string path)
    {
        var trimmed = path.AsSpan().TrimEnd('/');
        return trimmed[(trimmed.LastIndexOf('/') + 1)..].ToString();
    }

    /// <summary>The path of the folder that holds the last component, with its trailing slash; empty for a bare name.</summary>
    public static string Folder(string path)
    {
        var trimmed = path.AsSpan().TrimEnd('/');
        return trimmed[..(trimmed.LastIndexOf('/') + 1)].ToString();
    }

    /// <summary>The suffix of a file name with its dot, together with the suffix before a compression's; empty when there is none.</summary>
    public static string Extension(string name)
    {
        var last = SuffixStart(name, name.Length);
        if (last < 0)
            return "";
        if (!Compressions.Contains(name[last..], StringComparer.Ordinal))
            return name[last..];
        var before = SuffixStart(name, last);
        return name[(before < 0 ? last : before)..];
    }

    // Where the last suffix of the first `length` characters starts. Dots that lead the name start no suffix, and a final dot ends none.
    private static int SuffixStart(string name, int length)
    {
        var leading = name.Length - name.TrimStart('.').Length;
        if (length == 0 || length <= leading || name[length - 1] == '.')
            return -1;
        var dot = name.LastIndexOf('.', length - 1);
        return dot > leading - 1 && dot > 0 ? dot : -1;
    }

    private static bool NeedsNormalising(string path) =>
        path.Contains("//", StringComparison.Ordinal) || path.Contains("/.", StringComparison.Ordinal) || path.StartsWith('.');
}
