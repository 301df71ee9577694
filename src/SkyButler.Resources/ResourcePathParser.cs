namespace SkyButler.Resources;

/// <summary>Text to <see cref="ResourcePath"/>. Only text with <c>://</c> or starting with <c>file:</c> is a URI; the rest are local paths.</summary>
internal static class ResourcePathParser
{
    public static ResourcePath Parse(string text, EnvironmentVariables environment)
    {
        Checked(text);
        if (text.StartsWith("file:", StringComparison.Ordinal))
            return ParseFile(text["file:".Length..]);
        var mark = text.IndexOf("://", StringComparison.Ordinal);
        return mark > 0 && IsScheme(text.AsSpan(0, mark))
            ? ParseUri(text[..mark].ToLowerInvariant(), text[(mark + 3)..])
            : ParseLocal(text, environment);
    }

    /// <summary>Refuses what no file name and no URI can hold.</summary>
    public static string Checked(string text)
    {
        if (text.Length == 0)
            throw new ResourceException("An empty text was given where a path or URI is needed.");
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ResourceException($"The path '{text.Replace("\0", "\\0", StringComparison.Ordinal)}' holds a NUL character.");
        return text;
    }

    private static ResourcePath ParseFile(string rest)
    {
        var authority = "";
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest.IndexOf('/', 2);
            authority = slash < 0 ? rest[2..] : rest[2..slash];
            rest = slash < 0 ? "/" : rest[slash..];
        }
        var fragment = CutFragment(ref rest);
        if (!rest.StartsWith('/'))
            rest = PercentEncoding.Quote(Environment.CurrentDirectory) + "/" + rest;
        return Checked(new ResourcePath("file", authority, PathText.Normalise(rest), "", fragment));
    }

    private static ResourcePath ParseUri(string scheme, string rest)
    {
        var hash = rest.IndexOf('#', StringComparison.Ordinal);
        var fragment = hash < 0 ? "" : rest[(hash + 1)..];
        rest = hash < 0 ? rest : rest[..hash];
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[(question + 1)..];
        rest = question < 0 ? rest : rest[..question];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return Checked(new ResourcePath(scheme, slash < 0 ? rest : rest[..slash], slash < 0 ? "" : rest[slash..], query, fragment));
    }

    private static ResourcePath ParseLocal(string text, EnvironmentVariables environment)
    {
        if (PackageFolder(text, environment) is { } package)
            return package;
        var path = environment.ExpandHome(environment.Expand(text));
        // By convention a text that holds %XX was encoded already (the original only warns and does the same).
        if (PercentEncoding.IsEncoded(path))
        {
            var encodedFragment = CutFragment(ref path);
            return Local(PercentEncoding.Quote(PercentEncoding.Unquote(path)), encodedFragment);
        }
        var fragment = CutFragment(ref path);
        return Local(PercentEncoding.Quote(path), fragment);
    }

    private static ResourcePath Local(string encoded, string fragment) =>
        Checked(new ResourcePath(encoded.StartsWith('/') ? "file" : "", "", PathText.Normalise(encoded), "", fragment));

    // $FOO_DIR/… names the package foo, which may be anywhere: only when it is not set is there something to look up later.
    private static ResourcePath? PackageFolder(string text, EnvironmentVariables environment)
    {
        if (!text.StartsWith('$'))
            return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = (slash < 0 ? text : text[..slash])[1..];
        if (name.StartsWith('{') && name.EndsWith('}'))
            name = name[1..^1];
        var isPackage = name.EndsWith("_DIR", StringComparison.Ordinal) && name.Length > 4
            && name.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_');
        return !isPackage || environment[name] is not null
            ? null
            : new ResourcePath("eups", name[..^4].ToLowerInvariant(), slash < 0 ? "" : PercentEncoding.Quote(text[slash..]), "", "");
    }

    // A fragment of a local path is what follows the last hash sign of its last component.
    private static string CutFragment(ref string path)
    {
        var hash = path.LastIndexOf('#');
        if (hash < 0 || path.IndexOf('/', hash) >= 0)
            return "";
        var fragment = path[(hash + 1)..];
        path = path[..hash];
        return fragment;
    }

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('+' or '-' or '.'))
                return false;
        }
        return char.IsAsciiLetter(text[0]);
    }

    private static ResourcePath Checked(ResourcePath path)
    {
        if (path.EncodedPath.Contains("%00", StringComparison.Ordinal))
            throw new ResourceException($"The path {path} holds an encoded NUL character.");
        return path;
    }
}
