using SkyButler.Dimensions;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Databases.Sqlite;

namespace SkyButler.Tests.Migrations;

/// <summary>Reads and writes a database past the registry.</summary>
internal static class SqliteFile
{
    public static Task ExecuteAsync(string file, string sql, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var session = SqliteSession.Open(file, SqliteOpen.ReadWrite);
        session.Execute(sql);
        return Task.CompletedTask;
    }

    public static Task<string?> ValueAsync(string file, string sql, CancellationToken cancellationToken)
    {
        using var session = SqliteSession.Open(file, SqliteOpen.ReadOnly);
        using var reader = SqliteReader.Open(session, new SqlQuery(sql, [], [ColumnType.String]), long.MaxValue, cancellationToken);
        return Task.FromResult(reader.Ahead.TryPeek(out var batch) && batch.Count > 0 ? batch.TextOrNull(0, 0) : null);
    }
}
