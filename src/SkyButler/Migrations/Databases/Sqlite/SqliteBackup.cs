using SkyButler.Dimensions;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Resources.Durability;

namespace SkyButler.Migrations.Databases.Sqlite;

/// <summary>Copies a database file while nobody writes to it. A copy has its name only once it is whole and was read.</summary>
internal static class SqliteBackup
{
    private const string Unfinished = ".unfinished";

    /// <summary>Copies a file; returns where to.</summary>
    /// <exception cref="MigrationException">There is a file of that name, or the copy is not what it should be.</exception>
    public static string Make(string database, BackupChoice choice, string label, CancellationToken cancellationToken)
    {
        var path = choice.Path ?? MigrationDatabase.FreeName($"{database}.before-{label}");
        if (File.Exists(path))
            throw new MigrationException($"The backup '{path}' exists already; name another file by --backup.");
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw new MigrationException($"The backup '{path}' can't be made: its folder does not exist.");
        var unfinished = path + Unfinished;
        File.Delete(unfinished);
        try
        {
            Copy(database, unfinished, cancellationToken);
            FaultPoints.Hit("migrate.backup-written");
            Verify(database, unfinished, cancellationToken);
            using (var stream = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite))
                stream.Flush(flushToDisk: true);
            File.Move(unfinished, path);
            return path;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static void Copy(string database, string target, CancellationToken cancellationToken)
    {
        using var session = SqliteSession.Open(database, SqliteOpen.ReadOnly);
        using var registration = cancellationToken.UnsafeRegister(static s => ((SqliteSession)s!).Interrupt(), session);
        session.Execute($"VACUUM INTO '{target.Replace("'", "''", StringComparison.Ordinal)}'");
    }

    private static void Verify(string database, string copy, CancellationToken cancellationToken)
    {
        const string schema = "SELECT COALESCE(group_concat(sql, ';'), '') FROM (SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name)";
        const string attributes = "SELECT COALESCE(group_concat(name || value, ';'), '') FROM (SELECT name, value FROM butler_attributes ORDER BY name)";
        var state = One(copy, "SELECT quick_check FROM pragma_quick_check", cancellationToken);
        if (state != "ok" || One(copy, schema, cancellationToken) != One(database, schema, cancellationToken)
            || One(copy, attributes, cancellationToken) != One(database, attributes, cancellationToken))
            throw new MigrationException($"The copy of '{database}' is not what it should be ({state}), so nothing was migrated; check the disk.");
    }

    private static string One(string path, string sql, CancellationToken cancellationToken)
    {
        using var session = SqliteSession.Open(path, SqliteOpen.ReadOnly);
        using var reader = SqliteReader.OpenWhole(session, new SqlQuery(sql, [], [ColumnType.String]), cancellationToken);
        return reader.Ahead.TryPeek(out var batch) && batch.Count > 0 ? batch.Text(0, 0) : "";
    }
}
