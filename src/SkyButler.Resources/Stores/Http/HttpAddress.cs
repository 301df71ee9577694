namespace SkyButler.Resources.Stores.Http;

/// <summary>Paths as HTTP knows them.</summary>
internal static class HttpAddress
{
    /// <summary>The URL of a path; <c>dav</c> and <c>davs</c> are spoken over HTTP.</summary>
    /// <exception cref="ResourceException">The path names no server, or can't be sent as it is.</exception>
    public static Uri Of(ResourcePath path)
    {
        var scheme = path.Scheme switch { "dav" => "http", "davs" => "https", var own => own };
        // Clients and servers on the way take such names for steps, and reach something else.
        foreach (var part in path.UnquotedPath.AsSpan().Split('/'))
        {
            if (path.UnquotedPath.AsSpan()[part] is "." or "..")
                throw new ResourceException($"The path {path.DisplayName} was refused: it holds '.' or '..' as a name.");
        }
        var text = $"{scheme}://{path.Authority}{(path.EncodedPath.Length == 0 ? "/" : path.EncodedPath)}{(path.Query.Length > 0 ? "?" + path.Query : "")}";
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0
            ? address
            : throw new ResourceException($"The path {path.DisplayName} names no server; write {path.Scheme}://host/path.");
    }

    /// <summary>Whether two URLs have the same protocol, host and port.</summary>
    public static bool IsSameServer(Uri one, Uri other) => Server(one) == Server(other);

    /// <summary>Protocol, host and port.</summary>
    public static string Server(Uri address) => address.GetLeftPart(UriPartial.Authority).ToLowerInvariant() is var text && address.UserInfo.Length == 0
        ? text
        : $"{address.Scheme}://{address.Host}:{address.Port}";
}
