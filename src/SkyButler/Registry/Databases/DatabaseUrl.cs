using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases;

/// <summary>Where a database is, read from a URL such as <c>sqlite:////data/repo/gen3.sqlite3</c>.</summary>
/// <param name="Path">Absolute path of the file.</param>
internal sealed record DatabaseUrl(string Path)
{
    private const string Scheme = "sqlite:///";

    /// <exception cref="RegistryException">The URL names no database that can be opened here.</exception>
    public static DatabaseUrl Parse(string url)
    {
        if (!url.StartsWith("sqlite:", StringComparison.Ordinal))
        {
            var end = url.IndexOf(':', StringComparison.Ordinal);
            throw new RegistryException($"The database '{(end > 0 ? url[..end] : url)}:…' can't be opened: registry.db must be a sqlite:/// URL.");
        }

        var path = url.StartsWith(Scheme, StringComparison.Ordinal) ? url[Scheme.Length..] : "";
        if (path is "" or ":memory:")
            throw new RegistryException($"The database URL '{url}' names no file; a repository needs one, such as sqlite:///<butlerRoot>/gen3.sqlite3.");
        if (path.Contains("?uri=", StringComparison.Ordinal) || path.Contains("&uri=", StringComparison.Ordinal))
            throw new RegistryException($"The database URL '{url}' asks for uri=true, which is refused; name the file by its path.");
        return new DatabaseUrl(System.IO.Path.GetFullPath(path));
    }
}
