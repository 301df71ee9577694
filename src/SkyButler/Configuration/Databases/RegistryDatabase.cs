using System.Globalization;
using SkyButler.Resources;

namespace SkyButler.Configuration.Databases;

/// <summary>Puts together where a repository's database is and as whom to connect, from all places that may say it.</summary>
internal static class RegistryDatabase
{
    /// <summary>The address of a server's database; null where the repository's is a file.</summary>
    /// <param name="url">The setting <c>registry.db</c>.</param>
    /// <param name="registry">The registry's settings, whose <c>host</c>, <c>port</c>, <c>database</c>, <c>username</c> and <c>password</c> fill in what the URL leaves out.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<DatabaseAddress?> FindAsync(string url, Config registry, EnvironmentVariables environment, CancellationToken cancellationToken)
    {
        if (url.StartsWith("sqlite", StringComparison.Ordinal))
            return null;
        var said = DatabaseAddress.Parse(url);
        said = said with
        {
            Host = said.Host ?? registry.Text("host"),
            Port = said.Port ?? Port(registry),
            Database = said.Database ?? registry.Text("database"),
            User = said.User ?? registry.Text("username"),
            Password = said.Password ?? registry.Text("password"),
        };
        var found = await DatabaseAuthFile.ApplyAsync(said, environment, cancellationToken).ConfigureAwait(false);
        return found with { User = found.User ?? environment["PGUSER"], Password = found.Password ?? environment["PGPASSWORD"] };
    }

    private static int? Port(Config registry) => registry.Integer("port") switch
    {
        null => null,
        > 0 and <= ushort.MaxValue and var port => (int)port,
        var other => throw new ConfigException(string.Create(CultureInfo.InvariantCulture, $"registry.port is {other}, which is not a port; it must be a number from 1 to 65535.")),
    };
}
