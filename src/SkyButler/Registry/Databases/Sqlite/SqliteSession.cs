using System.Runtime.InteropServices;
using SQLitePCL;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>One connection to an SQLite file, with its prepared statements. Not for two threads at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int StatementLimit = 256;

    // Up to 32 MB of the file are kept in memory: the default of 2 MB makes a query over a few hundred thousand rows read pages again and again.
    private const string PageCache = "PRAGMA cache_size=-32768";

    // The file of a rollback journal stays between transactions, its header blanked, as SQLite's documentation of "journal_mode" says: making and
    // removing it took a third of the time of a small commit. A large transaction does not leave a large file.
    private const string KeepJournal = "PRAGMA journal_mode=PERSIST; PRAGMA journal_size_limit=1048576";
    private const string LetJournalGo = "PRAGMA journal_mode=PERSIST; PRAGMA journal_mode=DELETE";

    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);
    private nint handle;
    private bool hasPageCache;
    private readonly Lazy<bool> mayKeepJournal;
    private bool keepsJournal;

    private SqliteSession(nint handle, string path)
    {
        this.handle = handle;
        Path = path;
        mayKeepJournal = new(() => IsJournalForAll(path));
    }

    public string Path { get; }

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => NativeSqlite.Changes(handle);

    public bool IsInTransaction => NativeSqlite.IsAutoCommitting(handle) == 0;

    /// <summary>True where the operating system lets the file only be read.</summary>
    public bool IsReadOnly => NativeSqlite.IsReadOnly(handle, "main") == 1;

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
        var code = NativeSqlite.Open(path, out var handle, flags, 0);
        var session = new SqliteSession(handle, path);
        try
        {
            if (code != raw.SQLITE_OK)
                throw session.Failure(code, "open");
            _ = NativeSqlite.ExtendedResultCodes(handle, 1);
            _ = NativeSqlite.BusyTimeout(handle, 0);
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
        var code = NativeSqlite.Execute(handle, sql, 0, 0, 0);
        if (code != raw.SQLITE_OK)
            throw Failure(code, sql);
    }

    /// <summary>Begins a transaction that writes.</summary>
    public void BeginWriting()
    {
        Execute("BEGIN IMMEDIATE");
        if (keepsJournal || !mayKeepJournal.Value)
            return;
        try
        {
            if (!IsJournalRemoved())
                return;
            Execute(KeepJournal);
            keepsJournal = true;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>
    /// Removes the journal's file, kept by this connection or by one that was killed. Where others write just now it is theirs, and they remove it.
    /// </summary>
    public void RemoveJournal()
    {
        if (keepsJournal || File.Exists(Path + "-journal"))
            _ = NativeSqlite.Execute(handle, LetJournalGo, 0, 0, 0);
        keepsJournal = false;
    }

    /// <summary>Ends a transaction that failed; one that SQLite has rolled back by itself is fine too.</summary>
    public void Rollback() => _ = NativeSqlite.Execute(handle, "ROLLBACK", 0, 0, 0);

    /// <summary>A prepared statement, to be given back by <see cref="Release"/>.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (statements.TryGetValue(sql, out var kept) && !kept.IsBusy)
        {
            kept.IsBusy = true;
            return kept;
        }

        // This reads the file, and so may find it locked, as only statements may.
        if (!hasPageCache)
            Execute(PageCache);
        hasPageCache = true;
        var code = NativeSqlite.Prepare(handle, sql, -1, out var statement, 0);
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
    public void Interrupt() => NativeSqlite.Interrupt(handle);

    public Exception Failure(int code, string sql) => SqliteErrors.Describe(code, Message(), Path, sql, handle == 0 ? 0 : NativeSqlite.SystemError(handle));

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        statements.Clear();
        _ = NativeSqlite.Close(handle);
        handle = 0;
    }

    // The journal has the rights of the database, but perhaps the group of whoever made it: where others of the database's group could not use it,
    // it must not stay, for SQLite refuses to read a database whose journal it can't look into.
    private static bool IsJournalForAll(string path)
    {
        if (OperatingSystem.IsWindows())
            return true;
        var mode = File.GetUnixFileMode(path);
        var keepsGroup = (File.GetUnixFileMode(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!) & UnixFileMode.SetGroup) != 0;
        var isForGroup = (mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0 || (mode & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) == UnixFileMode.GroupRead;
        return keepsGroup || !isForGroup;
    }

    // Another one than SQLite's own was chosen by somebody, and stays.
    private bool IsJournalRemoved()
    {
        var asked = Prepare("PRAGMA journal_mode");
        try
        {
            return asked.Step() && asked.Bytes(0).SequenceEqual("delete"u8);
        }
        finally
        {
            Release(asked);
        }
    }

    private string Message() => handle == 0 ? "" : Marshal.PtrToStringUTF8(NativeSqlite.ErrorMessage(handle)) ?? "";

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
