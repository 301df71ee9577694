namespace SkyButler.Resources;

/// <summary>
/// Where a file or object is: an immutable URI over local files (<c>file</c>), object stores and servers. Scheme-less text is a
/// local path. Two paths are equal when their texts are.
/// </summary>
public sealed class ResourcePath : IEquatable<ResourcePath>
{
    private static readonly string[] LocalHosts = ["", "localhost", "localhost.localdomain", "127.0.0.1"];

    private string? _text;

    internal ResourcePath(string scheme, string authority, string path, string query, string fragment)
    {
        Scheme = scheme;
        Authority = authority;
        EncodedPath = path;
        Query = query;
        Fragment = fragment;
    }

    /// <summary>The scheme in lower case; empty only for a path that was parsed as relative.</summary>
    public string Scheme { get; }

    /// <summary>Host and port, bucket (with <c>profile@</c>), or package; empty for local files.</summary>
    public string Authority { get; }

    /// <summary>The path as it stands in the URI, percent-encoded.</summary>
    public string EncodedPath { get; }

    /// <summary>The query without its question mark, as it stands in the URI.</summary>
    public string Query { get; }

    /// <summary>The fragment without its hash sign, as it stands in the URI; <c>zip-path=…</c> names a member of a zip.</summary>
    public string Fragment { get; }

    /// <summary>The path with its percent-encoding taken off.</summary>
    public string UnquotedPath => PercentEncoding.Unquote(EncodedPath);

    /// <summary>The path below the authority's root, decoded and without its leading slash: the key of an object in a bucket.</summary>
    public string Key => UnquotedPath.TrimStart('/');

    /// <summary>Whether this is a file of this machine.</summary>
    public bool IsLocal => Scheme is "" or "file";

    /// <summary>Whether this says where a thing is without needing another path to start from.</summary>
    public bool IsAbsolute => Scheme.Length > 0;

    /// <summary>Whether the URI carries its own leave (a signature in its query), which ends at some time and holds for one method only.</summary>
    public bool IsPresigned =>
        Query.Contains("X-Amz-Signature=", StringComparison.OrdinalIgnoreCase) || Query.Contains("X-Goog-Signature=", StringComparison.OrdinalIgnoreCase)
        || (Query.Contains("Signature=", StringComparison.Ordinal) && Query.Contains("Expires=", StringComparison.Ordinal))
        || (Query.Contains("sig=", StringComparison.Ordinal) && Query.Contains("se=", StringComparison.Ordinal));

    /// <summary>Whether the path is written as a directory, by a trailing slash.</summary>
    public bool IsDirectory => EncodedPath.EndsWith('/') || (EncodedPath.Length == 0 && Authority.Length > 0);

    /// <summary>The name that the operating system knows a local file by.</summary>
    /// <exception cref="ResourceException">The path is not local.</exception>
    public string LocalPath => IsLocal ? UnquotedPath : throw new ResourceException($"{this} is not a local file; copy it first.");

    /// <summary>
    /// What people are told: a local file by its plain name, another by its URI without what may be secret, which is a user's password and
    /// the query (signatures of presigned URLs).
    /// </summary>
    public string DisplayName => IsLocal
        ? UnquotedPath + FragmentSuffix
        : $"{Scheme}://{Authority[(Scheme is "http" or "https" ? Authority.LastIndexOf('@') + 1 : 0)..]}{EncodedPath}{FragmentSuffix}";

    /// <summary>The last component, decoded.</summary>
    public string Basename => PathText.LastComponent(UnquotedPath);

    /// <summary>The suffix of the name with its dot; compressed files keep the suffix before too (<c>.fits.gz</c>).</summary>
    public string Extension => PathText.Extension(Basename);

    /// <summary>The directory that holds this file or directory.</summary>
    public ResourcePath Parent => new(Scheme, Authority, PathText.Folder(EncodedPath) is { Length: > 0 } folder ? folder : Root, "", "");

    private string Root => IsAbsolute ? "/" : "";

    /// <summary>Reads a URI or a local path; a relative local path is taken from the working directory.</summary>
    /// <exception cref="ResourceException">The text is empty, holds a NUL, or is no URI.</exception>
    public static ResourcePath Parse(string text) => Parse(text, EnvironmentVariables.Process);

    /// <summary>Reads a URI or a local path, expanding <c>~</c> and <c>$NAME</c> of scheme-less ones from an environment.</summary>
    public static ResourcePath Parse(string text, EnvironmentVariables environment) =>
        ResourcePathParser.Parse(text, environment).MakeAbsolute(Environment.CurrentDirectory);

    /// <summary>Reads a URI or a local path; a relative local path is taken from the given directory.</summary>
    public static ResourcePath Parse(string text, ResourcePath directory, EnvironmentVariables environment)
    {
        var path = ResourcePathParser.Parse(text, environment);
        return path.IsAbsolute ? path : directory.Join(path);
    }

    /// <summary>
    /// Reads what a person typed: text that is no URI and names a file or folder that is there means that one, whatever characters its name
    /// has; everything else is read as <see cref="Parse(string, ResourcePath, EnvironmentVariables)"/> does.
    /// </summary>
    public static ResourcePath ParseTyped(string text, ResourcePath directory, EnvironmentVariables environment)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(directory);
        if (IsUri(text) || !directory.IsLocal || text.AsSpan().IndexOfAny('#', '%', '$') < 0 || text.Contains('\0', StringComparison.Ordinal))
            return Parse(text, directory, environment);
        var literal = Path.Combine(directory.LocalPath, text);
        if (Path.Exists(literal))
            return FromLocalPath(literal);
        var expanded = Path.Combine(directory.LocalPath, environment.ExpandHome(environment.Expand(text)));
        return Path.Exists(expanded) ? FromLocalPath(expanded) : Parse(text, directory, environment);
    }

    /// <summary>Reads the name that a person typed for something that is to be made: text that is no URI is a local name, in which no character is special.</summary>
    public static ResourcePath ParseNew(string text, ResourcePath directory, EnvironmentVariables environment)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(directory);
        return IsUri(text) || !directory.IsLocal || text.AsSpan().IndexOfAny('#', '%') < 0
            ? Parse(text, directory, environment)
            : FromLocalPath(Path.Combine(directory.LocalPath, environment.ExpandHome(environment.Expand(text))));
    }

    /// <summary>Reads a URI or a local path, leaving a relative one relative and expanding nothing: the form that databases hold.</summary>
    public static ResourcePath ParseStored(string text) => ResourcePathParser.Parse(text, EnvironmentVariables.Empty);

    /// <summary>A local file by its literal name, in which no character is special.</summary>
    public static ResourcePath FromLocalPath(string path) =>
        new("file", "", PercentEncoding.Quote(PathText.Normalise(Path.GetFullPath(ResourcePathParser.Checked(path)))), "", "");

    /// <summary>A local directory by its literal name.</summary>
    public static ResourcePath FromLocalDirectory(string path) => FromLocalPath(path).AsDirectory();

    /// <summary>This path written as a directory.</summary>
    public ResourcePath AsDirectory() => IsDirectory && EncodedPath.Length > 0 ? this : WithPath(EncodedPath + "/");

    /// <summary>
    /// A path below this one, which is taken as a directory. Text follows the rules of <see cref="ParseStored"/>; one that is absolute
    /// replaces this path. The result is normalised, and may lie outside when the text climbs: see <see cref="RootedPaths"/>.
    /// </summary>
    public ResourcePath Join(string text) => text.Length == 0 ? AsDirectory() : Join(ParseStored(text));

    /// <summary>A path below this one, which is taken as a directory; an absolute one replaces it.</summary>
    public ResourcePath Join(ResourcePath other) =>
        other.IsAbsolute
            ? other
            : new(Scheme, Authority, PathText.Normalise(AsDirectory().EncodedPath + other.EncodedPath), other.Query, other.Fragment);

    /// <summary>This path with another extension in place of its own; an empty one takes it off.</summary>
    public ResourcePath WithExtension(string extension)
    {
        var name = Basename;
        return WithPath(PathText.Folder(EncodedPath) + PercentEncoding.Quote(name[..^Extension.Length] + extension));
    }

    /// <summary>This path with another last component, given by its literal name.</summary>
    public ResourcePath WithBasename(string name) => WithPath(PathText.Folder(EncodedPath) + PercentEncoding.Quote(name));

    /// <summary>This path with another fragment, given as it shall stand in the URI; an empty one takes it off.</summary>
    public ResourcePath WithFragment(string fragment) => new(Scheme, Authority, EncodedPath, Query, fragment);

    /// <summary>
    /// This path as seen from a directory, decoded: the form that databases hold for files inside a store. Null when it lies elsewhere;
    /// a dot for the directory itself.
    /// </summary>
    public string? RelativeTo(ResourcePath directory)
    {
        if (!HasSameHost(directory))
            return null;
        var root = PathText.Normalise(directory.AsDirectory().UnquotedPath);
        var path = PathText.Normalise(UnquotedPath);
        if (path.Length > root.Length && path.StartsWith(root, StringComparison.Ordinal))
            return path[root.Length..];
        return string.Equals(path.TrimEnd('/'), root.TrimEnd('/'), StringComparison.Ordinal) ? "." : null;
    }

    /// <summary>Whether this path lies below a directory.</summary>
    public bool IsWithin(ResourcePath directory) => RelativeTo(directory) is { } relative && relative != ".";

    /// <summary>The URI; for a relative path, the decoded path.</summary>
    public override string ToString() => _text ??= IsAbsolute
        ? $"{Scheme}://{Authority}{EncodedPath}{(Query.Length > 0 ? "?" + Query : "")}{FragmentSuffix}"
        : UnquotedPath + FragmentSuffix;

    /// <inheritdoc/>
    public bool Equals(ResourcePath? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ResourcePath);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private static bool IsUri(string text) => text.Contains("://", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.Ordinal);

    private string FragmentSuffix => Fragment.Length > 0 ? "#" + Fragment : "";

    private ResourcePath WithPath(string path) => new(Scheme, Authority, path, Query, Fragment);

    private bool HasSameHost(ResourcePath other) =>
        string.Equals(Scheme, other.Scheme, StringComparison.Ordinal)
        && (string.Equals(Authority, other.Authority, StringComparison.Ordinal)
            || (IsLocal && LocalHosts.Contains(Authority) && LocalHosts.Contains(other.Authority)));

    private ResourcePath MakeAbsolute(string directory) =>
        IsAbsolute ? this : FromLocalDirectory(directory).Join(this);
}
