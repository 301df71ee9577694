using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Errors;
using SQLitePCL;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>Turns SQLite's result codes (https://www.sqlite.org/rescode.html) into errors that say what to do.</summary>
internal static class SqliteErrors
{
    // Of the system, which SQLite asked for something.
    private const int NoSpace = 28;
    private const int NoQuota = 122;
    private const int ReadOnlyDisk = 30;

    /// <summary>The error.</summary>
    /// <param name="code">SQLite's result code.</param>
    /// <param name="detail">What SQLite says of it.</param>
    /// <param name="path">The database.</param>
    /// <param name="sql">What was to be done.</param>
    /// <param name="systemError">What the operating system said last, where it is at fault; 0 where that is not known.</param>
    public static Exception Describe(int code, string detail, string path, string sql, int systemError = 0) => (code & 0xFF) switch
    {
        raw.SQLITE_CANTOPEN or raw.SQLITE_IOERR when systemError is NoSpace or NoQuota => Full(path),
        raw.SQLITE_CANTOPEN or raw.SQLITE_IOERR or raw.SQLITE_READONLY when systemError == ReadOnlyDisk => new RegistryException(
            $"The database '{path}' can't be written: it lies on a disk that is mounted read-only."),
        raw.SQLITE_INTERRUPT => new OperationCanceledException("The database query was cancelled."),
        raw.SQLITE_CONSTRAINT => new ConstraintException(Kind(code), detail, sql),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new DatabaseBusyException(path),
        raw.SQLITE_FULL => Full(path),
        raw.SQLITE_READONLY when code == raw.SQLITE_READONLY_ROLLBACK || code == raw.SQLITE_READONLY_RECOVERY => new RegistryException(
            $"The database '{path}' was left in the middle of a write by a process that died; open it once with write access, which restores it."),
        raw.SQLITE_READONLY => new RegistryException($"The database '{path}' can't be written: check the permissions of the file and its folder."),
        raw.SQLITE_CANTOPEN => new RegistryException(CantOpen(path)),
        raw.SQLITE_NOTADB => new RegistryException($"'{path}' is not an SQLite database; check registry.db in butler.yaml."),
        raw.SQLITE_CORRUPT => new RegistryException($"The database '{path}' is damaged ({detail}); restore it from a copy, or try 'sqlite3 {path} .recover'."),
        raw.SQLITE_IOERR => new RegistryException($"Reading or writing the database '{path}' failed ({detail}); check the disk and its free space."),
        raw.SQLITE_NOMEM => new RegistryException($"There is not enough memory for a query of the database '{path}'."),
        raw.SQLITE_TOOBIG => new RegistryException($"A value is too long for the database '{path}' ({detail})."),
        _ => new RegistryException($"The database '{path}' refused a statement: {detail} (SQLite code {code}; {Shorten(sql)})."),
    };

    private static RegistryException Full(string path) =>
        new($"The disk that holds the database '{path}' is full; free some space and try again, nothing was changed.");

    private static string CantOpen(string path)
    {
        if (path.Length > 0 && !File.Exists(path))
            return $"There is no database '{path}'; check the repository's path and registry.db in butler.yaml.";
        return $"The database '{path}' can't be opened, or its folder can't take the journal that a write needs: check the permissions of the file and its folder, and the space on its disk.";
    }

    private static ConstraintKind Kind(int code) => code switch
    {
        raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_ROWID => ConstraintKind.Unique,
        raw.SQLITE_CONSTRAINT_FOREIGNKEY => ConstraintKind.ForeignKey,
        raw.SQLITE_CONSTRAINT_NOTNULL => ConstraintKind.NotNull,
        raw.SQLITE_CONSTRAINT_CHECK => ConstraintKind.Check,
        _ => ConstraintKind.Other,
    };

    private static string Shorten(string sql) => (sql.Length > 160 ? sql[..160] + "…" : sql).ReplaceLineEndings(" ");
}
