using System.Globalization;

namespace SkyButler.Configuration.Databases;

/// <summary>Where a database server's database is and as whom to connect, as <c>dialect[+driver]://[user[:password]@]host[:port]/database[?options]</c> says it.</summary>
public sealed record DatabaseAddress
{
    /// <summary>Kind of database, such as <c>postgresql</c>, without a driver.</summary>
    public required string Dialect { get; init; }

    /// <summary>Host name or address; null for the server on this machine.</summary>
    public string? Host { get; init; }

    /// <summary>Port; null for the usual one.</summary>
    public int? Port { get; init; }

    /// <summary>Name of the database; null for the server's choice.</summary>
    public string? Database { get; init; }

    /// <summary>User name; null where it is found elsewhere.</summary>
    public string? User { get; init; }

    /// <summary>Password; null where it is found elsewhere.</summary>
    public string? Password { get; init; }

    /// <summary>What follows a question mark.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Reads an address.</summary>
    /// <exception cref="ConfigException">It is not one.</exception>
    public static DatabaseAddress Parse(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0)
            throw Wrong(url, "it has no '://'");
        var rest = url[(scheme + 3)..];
        var options = ReadOptions(ref rest);
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        var database = slash < 0 ? "" : rest[(slash + 1)..];
        var at = authority.LastIndexOf('@');
        var (user, password) = at < 0 ? (null, null) : Pair(authority[..at]);
        var (host, port) = HostAndPort(authority[(at + 1)..], url);
        return new()
        {
            Dialect = url[..scheme].Split('+')[0],
            Host = Filled(host),
            Port = port,
            Database = Filled(Uri.UnescapeDataString(database)),
            User = Filled(user),
            Password = password,
            Options = options,
        };
    }

    /// <summary>The address with what a message must not show left out.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Dialect}://{(User is null ? "" : User + "@")}{Host}{(Port is { } port ? ":" + port.ToString(CultureInfo.InvariantCulture) : "")}/{Database}");

    private static (string? First, string? Second) Pair(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (Uri.UnescapeDataString(text), null)
            : (Uri.UnescapeDataString(text[..colon]), Uri.UnescapeDataString(text[(colon + 1)..]));
    }

    private static (string Host, int? Port) HostAndPort(string text, string url)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || text.EndsWith(']'))
            return (text.Trim('[', ']'), null);
        return int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? (text[..colon].Trim('[', ']'), port)
            : throw Wrong(url, "its port is not a number from 1 to 65535");
    }

    private static Dictionary<string, string> ReadOptions(ref string rest)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0)
            return options;
        foreach (var part in rest[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equal = part.IndexOf('=', StringComparison.Ordinal);
            options[Uri.UnescapeDataString(equal < 0 ? part : part[..equal])] = equal < 0 ? "" : Uri.UnescapeDataString(part[(equal + 1)..]);
        }

        rest = rest[..mark];
        return options;
    }

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;

    // The text itself may hold a password.
    private static ConfigException Wrong(string url, string problem)
    {
        var end = url.IndexOf(':', StringComparison.Ordinal);
        return new ConfigException($"registry.db ('{(end > 0 ? url[..end] : "")}:…') is no address of a database: {problem}; write it like postgresql://user@host:5432/database.");
    }
}
