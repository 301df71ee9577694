using System.Runtime.CompilerServices;
using SkyButler.Configuration.Databases;
using SkyButler.Registry.Databases.Postgres;
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
        return scheme.Split('+')[0] switch
        {
            SqliteConnector.Scheme => new SqliteConnector(SqliteConnector.FileOf(url), access, settings.LockWait) { IsTemporary = settings.IsTemporary },
            "postgresql" => Postgres(settings, access),
            _ => throw new RegistryException($"The database '{scheme}:…' can't be opened: registry.db must be a sqlite:/// or a postgresql:// URL."),
        };
    }

    // Apart, so that the driver is loaded by those alone who need it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PostgresConnector Postgres(RegistrySettings settings, RegistryAccess access) =>
        new(settings.DatabaseAddress ?? DatabaseAddress.Parse(settings.DatabaseUrl), settings, access);
}
