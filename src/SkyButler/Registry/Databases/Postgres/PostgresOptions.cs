using System.Globalization;
using Npgsql;
using SkyButler.Configuration.Databases;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Postgres;

/// <summary>Translates an address and its options, which have the names of PostgreSQL's own library, into the driver's settings.</summary>
internal static class PostgresOptions
{
    /// <summary>Connections of one client at most.</summary>
    public const int PoolSize = 40;

    private const int ConnectSeconds = 15;

    // So that what stands between us and the server does not forget a connection that holds a lock and is silent.
    private const int KeepAliveSeconds = 60;
    private const int IdleSeconds = 2;
    private const string GssVariable = "PGGSSENCMODE";
    private const string LocalSockets = "/var/run/postgresql";

    /// <summary>Where connections come from.</summary>
    public static NpgsqlDataSource Source(DatabaseAddress address, RegistrySettings settings)
    {
        // The types of our columns have the same numbers on every server; otherwise each client would read the server's list of types first.
        var builder = new NpgsqlDataSourceBuilder(ConnectionString(address, settings));
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(enable: false));
        return builder.Build();
    }

    public static string ConnectionString(DatabaseAddress address, RegistrySettings settings)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host ?? (Directory.Exists(LocalSockets) ? LocalSockets : "localhost"),
            Database = address.Database,
            Username = address.User,
            Password = address.Password,
            Passfile = settings.PasswordFile,
            ApplicationName = "skybutler",
            Timeout = ConnectSeconds,
            // A query of a large repository may take long; those who wait can cancel it.
            CommandTimeout = 0,
            MaxPoolSize = PoolSize,
            // The server's room is for those who need it.
            ConnectionIdleLifetime = IdleSeconds,
            ConnectionPruningInterval = IdleSeconds / 2,
            TcpKeepAlive = true,
            TcpKeepAliveTime = KeepAliveSeconds,
            Enlist = false,
            // Needed to tell which row was refused.
            IncludeErrorDetail = true,
            // Nothing that we set outlives its transaction, so there is nothing to reset, and a pooler need not understand how.
            NoResetOnClose = true,
        };
        // To look for Kerberos and its tickets takes longer than to connect, and hardly any server is reached so.
        if (Environment.GetEnvironmentVariable(GssVariable) is not { Length: > 0 })
            builder.GssEncryptionMode = GssEncryptionMode.Disable;
        if (address.Port is { } port)
            builder.Port = port;
        foreach (var (name, value) in address.Options)
            Set(builder, name, value, address);
        return builder.ConnectionString;
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string name, string value, DatabaseAddress address)
    {
        switch (name)
        {
            case "sslmode": builder.SslMode = Mode<SslMode>(name, value, address, "disable, allow, prefer, require, verify-ca or verify-full"); break;
            case "gssencmode": builder.GssEncryptionMode = Mode<GssEncryptionMode>(name, value, address, "disable, prefer or require"); break;
            case "sslrootcert": builder.RootCertificate = value; break;
            case "sslcert": builder.SslCertificate = value; break;
            case "sslkey": builder.SslKey = value; break;
            case "sslpassword": builder.SslPassword = value; break;
            case "application_name": builder.ApplicationName = value; break;
            case "passfile": builder.Passfile = value; break;
            case "options": builder.Options = value; break;
            case "host": builder.Host = value; break;
            case "user": builder.Username = value; break;
            case "password": builder.Password = value; break;
            case "dbname": builder.Database = value; break;
            case "port": builder.Port = Number(name, value, address); break;
            case "connect_timeout": builder.Timeout = Number(name, value, address); break;
            case "keepalives": builder.TcpKeepAlive = value != "0"; break;
            case "keepalives_idle": builder.TcpKeepAliveTime = Number(name, value, address); break;
            case "keepalives_interval": builder.TcpKeepAliveInterval = Number(name, value, address); break;
            case "target_session_attrs": builder.TargetSessionAttributes = value; break;
            default:
                throw new RegistryException($"The option '{name}' of the database '{address}' is not known; leave it out of registry.db.");
        }
    }

    private static TMode Mode<TMode>(string name, string value, DatabaseAddress address, string right)
        where TMode : struct, Enum =>
        Enum.TryParse<TMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode) ? mode : throw Wrong(name, value, address, right);

    private static int Number(string name, string value, DatabaseAddress address) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(name, value, address, "a number");

    private static RegistryException Wrong(string name, string value, DatabaseAddress address, string right) =>
        new($"The option '{name}' of the database '{address}' is '{value}', which is not {right}.");
}
