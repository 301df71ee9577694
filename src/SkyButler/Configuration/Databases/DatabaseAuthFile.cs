using System.IO.Enumeration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Resources;

namespace SkyButler.Configuration.Databases;

/// <summary>User names and passwords by patterns of addresses: the file <c>~/.lsst/db-auth.yaml</c>, or what the environment has in its place.</summary>
internal static class DatabaseAuthFile
{
    private const string Text = "LSST_DB_AUTH_CREDENTIALS";
    private const string Place = "LSST_DB_AUTH";
    private const string Usual = "~/.lsst/db-auth.yaml";
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The address with user and password of the first entry that matches it; the same address where none does.</summary>
    /// <exception cref="ConfigException">Others may read the file, or it is not a list of entries.</exception>
    public static async Task<DatabaseAddress> ApplyAsync(DatabaseAddress address, EnvironmentVariables environment, CancellationToken cancellationToken)
    {
        if (address.Host is null || address.Database is null || address.Password is not null)
            return address;
        var (source, text) = await ReadAsync(environment, cancellationToken).ConfigureAwait(false);
        if (text is null)
            return address;
        if (YamlReader.Read(text, source) is not ConfigSequence list)
            throw new ConfigException($"{source} must be a list of entries with url, username and password.");
        foreach (var item in list.Items)
        {
            var entry = item is ConfigMapping mapping ? new Config(mapping) : throw new ConfigException(item.Location, "an entry of database credentials must have url, username and password.");
            if (Matches(address, Pattern(entry, source)))
                return address with
                {
                    User = address.User ?? entry.Text("username"),
                    Password = entry.Text("password") ?? throw new ConfigException(item.Location, "this entry of database credentials has no password."),
                };
        }

        return address;
    }

    private static async Task<(string Source, string? Text)> ReadAsync(EnvironmentVariables environment, CancellationToken cancellationToken)
    {
        if (environment[Text] is { } given)
            return (Text, given);
        var path = environment.ExpandHome(environment[Place] ?? Usual);
        if (!File.Exists(path))
            return (path, null);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OfOthers) != 0)
            throw new ConfigException($"The file '{path}' holds passwords, but others than its owner may use it; take that away by: chmod 600 {path}");
        return (path, await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false));
    }

    private static DatabaseAddress Pattern(Config entry, string source)
    {
        var url = entry.Text("url") ?? throw new ConfigException(entry.Root.Location, $"an entry of {source} has no url.");
        if (url.Split("://")[0].Contains('+', StringComparison.Ordinal))
            throw new ConfigException(entry.Root.Location, $"the url of an entry of {source} names a driver; leave out what follows the plus sign.");
        return DatabaseAddress.Parse(url);
    }

    private static bool Matches(DatabaseAddress address, DatabaseAddress pattern) =>
        pattern.Dialect == address.Dialect
        && (pattern.Database is null || FileSystemName.MatchesSimpleExpression(pattern.Database, address.Database, ignoreCase: false))
        && (pattern.User is null || pattern.User == address.User)
        && (pattern.Host is null || FileSystemName.MatchesSimpleExpression(pattern.Host, address.Host, ignoreCase: false))
        && (pattern.Port is null || pattern.Port == address.Port);
}
