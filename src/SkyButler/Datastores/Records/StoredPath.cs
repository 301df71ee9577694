using SkyButler.Resources;

namespace SkyButler.Datastores.Records;

/// <summary>The path of a record taken apart: the file, and the member of it where it is a zip.</summary>
/// <param name="File">Path of the file: relative to the root, or an absolute URI.</param>
/// <param name="ZipMember">Name in the zip; null where the file is the dataset.</param>
internal readonly record struct StoredPath(string File, string? ZipMember)
{
    private const string ZipFragment = "#zip-path=";

    private static readonly AsciiSet SchemeLetters = new("abcdefghijklmnopqrstuvwxyz0123456789+.-");

    /// <summary>Whether the file lies outside of the store: the path has a scheme.</summary>
    public bool IsAbsolute => HasScheme(File);

    public static StoredPath Parse(string path)
    {
        var mark = path.LastIndexOf(ZipFragment, StringComparison.Ordinal);
        return mark < 0 ? new(path, null) : new(path[..mark], Uri.UnescapeDataString(path[(mark + ZipFragment.Length)..]));
    }

    /// <summary>Where the file is.</summary>
    /// <exception cref="ResourceException">The path leaves the root.</exception>
    public ResourcePath Locate(RootedPaths root) => IsAbsolute ? ResourcePath.ParseStored(File).WithFragment("") : root.Join(Literal(File));

    /// <summary>Where the file is, if it may be written or removed: neither its path nor a link among its folders leaves the root.</summary>
    /// <exception cref="ResourceException">The path leaves the root.</exception>
    public ResourcePath LocateForWriting(RootedPaths root) => root.JoinForWriting(Literal(File));

    /// <summary>The same with the member's name as fragment.</summary>
    public ResourcePath LocateMember(RootedPaths root) =>
        ZipMember is null ? Locate(root) : Locate(root).WithFragment("zip-path=" + Uri.EscapeDataString(ZipMember));

    // Paths are recorded as they are; a number sign would be taken for the beginning of a fragment.
    private static string Literal(string path) =>
        path.Contains('#', StringComparison.Ordinal) ? string.Join('/', path.Split('/').Select(Uri.EscapeDataString)) : path;

    private static bool HasScheme(string path)
    {
        var colon = path.IndexOf("://", StringComparison.Ordinal);
        return (colon > 0 && char.IsAsciiLetterLower(path[0]) && SchemeLetters.ContainsAll(path.AsSpan(0, colon)))
            || path.StartsWith("file:", StringComparison.Ordinal);
    }
}
