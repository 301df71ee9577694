namespace SkyButler.Resources.Stores.Http;

/// <summary>
/// The bearer token by which servers know a user: in <c>LSST_HTTP_AUTH_BEARER_TOKEN</c>, or in the file that this names, which nobody else may
/// read. It goes over encrypted connections only, to the server that a path names and never where that sends a request on to, and only to
/// the hosts of <c>SKYBUTLER_HTTP_TOKEN_HOSTS</c> (separated by commas) where these are said.
/// </summary>
internal sealed class HttpToken
{
    public const string Variable = "LSST_HTTP_AUTH_BEARER_TOKEN";
    private const string HostsVariable = "SKYBUTLER_HTTP_TOKEN_HOSTS";
    private const int LongestToken = 65536;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly EnvironmentVariables _environment;

    public HttpToken(EnvironmentVariables environment) => _environment = environment;

    /// <summary>The token for a server; null where there is none.</summary>
    /// <exception cref="ResourceException">The file of the token can't be used.</exception>
    public string? For(Uri server)
    {
        if (server.Scheme != Uri.UriSchemeHttps || _environment[Variable] is not { } value)
            return null;
        if (_environment[HostsVariable] is { } hosts
            && !hosts.Split(',', StringSplitOptions.TrimEntries).Contains(server.Host, StringComparer.OrdinalIgnoreCase))
            return null;
        // Read anew each time: who renews tokens writes the file again.
        var token = value.Contains('/', StringComparison.Ordinal) && File.Exists(value) ? Read(value) : value.Trim();
        return token.Length > 0 && token.All(letter => letter is > ' ' and < '\x7f')
            ? token
            : throw new ResourceException($"The token of {Variable} is no token: it is empty, or holds blanks or other letters than ASCII.");
    }

    private static string Read(string file)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
                throw new ResourceException($"The file {file} of {Variable} can be read by others; run: chmod 600 {file}");
            if (new FileInfo(file).Length > LongestToken)
                throw new ResourceException($"The file {file} of {Variable} is too long for a token.");
            return File.ReadAllText(file).Trim();
        }
        catch (Exception error) when (error is UnauthorizedAccessException or (IOException and not ResourceException))
        {
            throw new ResourceException($"The file {file} of {Variable} can't be read: {error.Message}", error);
        }
    }
}
