using Npgsql;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Postgres;

/// <summary>Turns the server's error codes (https://www.postgresql.org/docs/current/errcodes-appendix.html) into errors that say what to do.</summary>
internal static class PostgresErrors
{
    private const string ConnectionClass = "08";

    public static Exception Describe(Exception e, string location, string sql) => e switch
    {
        PostgresException p => Describe(p, location, sql),
        OperationCanceledException or RegistryException => e,
        NpgsqlException or System.IO.IOException or System.Net.Sockets.SocketException or TimeoutException or ObjectDisposedException =>
            new ConnectionLostException($"The connection to the database '{location}' failed ({OneLine(Innermost(e).Message)}); check that the server runs and can be reached, then try again.", e),
        _ => e,
    };

    /// <summary>Whether a transaction can't go on after an error other than for its savepoints.</summary>
    public static bool BreaksConnection(Exception e) => Describe(e, "", "") is ConnectionLostException;

    private static Exception Describe(PostgresException e, string location, string sql) => e.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject => Constraint(ConstraintKind.Unique, e, sql),
        PostgresErrorCodes.ForeignKeyViolation => Constraint(ConstraintKind.ForeignKey, e, sql),
        PostgresErrorCodes.NotNullViolation => Constraint(ConstraintKind.NotNull, e, sql),
        PostgresErrorCodes.CheckViolation or PostgresErrorCodes.StringDataRightTruncation => Constraint(ConstraintKind.Check, e, sql),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable => new WriteRaceException(
            $"The database '{location}' gave up a change, since another client changed the same rows at the same time ({e.MessageText}); do it again.", e),
        PostgresErrorCodes.QueryCanceled => new RegistryException($"The server of the database '{location}' cancelled a query ({e.MessageText}).", e),
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
            => new ConnectionLostException($"The server of the database '{location}' does not take part at present ({e.MessageText}); try again when it does.", e),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new RegistryException(
            $"The server of the database '{location}' refused the user ({e.MessageText}); give name and password in ~/.lsst/db-auth.yaml, or by PGUSER and PGPASSWORD.", e),
        PostgresErrorCodes.InvalidCatalogName => new RegistryException($"There is no such database as '{location}' ({e.MessageText}); check registry.db, or have it made with createdb.", e),
        PostgresErrorCodes.InsufficientPrivilege => new RegistryException($"The user may not do this in the database '{location}' ({e.MessageText}); have the right granted.", e),
        PostgresErrorCodes.ReadOnlySqlTransaction => new RegistryException($"The database '{location}' can't be changed by this client ({e.MessageText}).", e),
        PostgresErrorCodes.DiskFull => new RegistryException($"The disk of the database '{location}' is full; nothing was changed.", e),
        var state when state.StartsWith(ConnectionClass, StringComparison.Ordinal) => new ConnectionLostException($"The connection to the database '{location}' failed ({e.MessageText}).", e),
        _ => new RegistryException($"The database '{location}' refused a statement: {e.MessageText} (SQLSTATE {e.SqlState}; {Shorten(sql)}).", e),
    };

    // The columns are named as SQLite names them, so that those who explain an error need know one form only.
    private static ConstraintException Constraint(ConstraintKind kind, PostgresException e, string sql)
    {
        var columns = e.Detail is { } detail && detail.IndexOf('(', StringComparison.Ordinal) is >= 0 and var open && detail.IndexOf(")=(", StringComparison.Ordinal) is >= 0 and var close
            ? detail[(open + 1)..close]
            : e.ColumnName ?? e.ConstraintName;
        return new(kind, $"{e.TableName}.{columns}: {e.MessageText}{(e.Detail is null ? "" : $" ({OneLine(e.Detail).TrimEnd('.')})")}", sql, e);
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();

    private static string Shorten(string sql) => OneLine(sql.Length > 160 ? sql[..160] + "…" : sql);
}
