using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases;

/// <summary>Chooses the kind of database by the scheme of its URL.</summary>
internal static class DatabaseKinds
{
    /// <exception cref="RegistryException">The URL names no database that can be opened here.</exception>
    public static DatabaseConnector Connect(RegistrySettings settings, RegistryAccess access)
    {
        var url = settings.DatabaseUrl;
        var end = url.IndexOf(':', StringComparison.Ordinal);
        var scheme = end > 0 ? url[..end] : url;
        return scheme == SqliteConnector.Scheme
            ? new SqliteConnector(SqliteConnector.FileOf(url), access, settings.LockWait)
            : throw new RegistryException($"The database '{scheme}:…' can't be opened: registry.db must be a sqlite:/// URL.");
    }
}
