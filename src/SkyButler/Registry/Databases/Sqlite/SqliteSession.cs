using SQLitePCL;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>One connection to an SQLite file, with its prepared statements. Not for two threads at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int StatementLimit = 256;
    private readonly sqlite3 handle;
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);

    private SqliteSession(sqlite3 handle, string path)
    {
        this.handle = handle;
        Path = path;
    }

    public string Path { get; }

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    public bool IsInTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>True where the operating system lets the file only be read.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(handle, "main") == 1;

    /// <summary>Opens a file. A statement that finds it locked fails at once: <see cref="Database"/> waits, where waiting can be cancelled.</summary>
    public static SqliteSession Open(string path, SqliteOpen mode)
    {
        SqliteLibrary.Load();
        var flags = raw.SQLITE_OPEN_NOMUTEX | mode switch
        {
            SqliteOpen.ReadOnly => raw.SQLITE_OPEN_READONLY,
            SqliteOpen.ReadWrite => raw.SQLITE_OPEN_READWRITE,
            _ => raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE,
        };
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var session = new SqliteSession(handle, path);
        try
        {
            if (code != raw.SQLITE_OK)
                throw session.Failure(code, "open");
            _ = raw.sqlite3_extended_result_codes(handle, 1);
            _ = raw.sqlite3_busy_timeout(handle, 0);
            session.Execute("PRAGMA foreign_keys=ON");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs SQL of ours that takes no parameters and gives no rows.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(handle, sql);
        if (code != raw.SQLITE_OK)
            throw Failure(code, sql);
    }

    /// <summary>Ends a transaction that failed; one that SQLite has rolled back by itself is fine too.</summary>
    public void Rollback() => _ = raw.sqlite3_exec(handle, "ROLLBACK");

    /// <summary>A prepared statement, to be given back by <see cref="Release"/>.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (statements.TryGetValue(sql, out var kept) && !kept.IsBusy)
        {
            kept.IsBusy = true;
            return kept;
        }

        var code = raw.sqlite3_prepare_v2(handle, sql, out var statement);
        if (code != raw.SQLITE_OK)
            throw Failure(code, sql);
        return new SqliteStatement(this, statement, sql) { IsBusy = true };
    }

    public void Release(SqliteStatement statement)
    {
        statement.Reset();
        if (statements.TryAdd(statement.Sql, statement) || statements[statement.Sql] == statement)
            Trim();
        else
            statement.Dispose();
    }

    /// <summary>Makes a running statement stop; may be called from any thread.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(handle);

    public Exception Failure(int code, string sql) => SqliteErrors.Describe(code, Message(), Path, sql);

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        statements.Clear();
        handle.Dispose();
    }

    private string Message() => handle.IsInvalid ? "" : raw.sqlite3_errmsg(handle).utf8_to_string();

    private void Trim()
    {
        if (statements.Count <= StatementLimit)
            return;
        foreach (var idle in statements.Values.Where(s => !s.IsBusy).Take(StatementLimit / 2).ToList())
        {
            statements.Remove(idle.Sql);
            idle.Dispose();
        }
    }
}
