using System.Collections.Concurrent;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Databases.Sqlite.Locks;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>Connections to a file: one that writes, lent to one borrower at a time, and as many that read as are asked for at once.</summary>
internal sealed class SqliteConnector(string path, RegistryAccess access, TimeSpan lockWait) : DatabaseConnector(access)
{
    public const string Scheme = "sqlite";

    private const string Prefix = "sqlite:///";
    private const int IdleLimit = 8;
    private static readonly int MostReaders = Math.Max(IdleLimit, Environment.ProcessorCount);

    // While a statement is open nobody can commit. So a client that may write reads whole answers before it hands out the first row,
    // lest it wait for itself; one that only reads does so up to a bound, lest a slow consumer keep other processes waiting.
    // The first rows are handed out before, for they are what somebody waits for.
    private const int ReadAheadRows = 100_000;

    private readonly ConcurrentStack<SqliteConnection> idle = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly WriterTurns turns = new(path);
    private readonly CommitWatch watch = new();

    // Answers of a client that may write are read at once, so who waits for a connection waits but shortly.
    private readonly SemaphoreSlim? reading = access == RegistryAccess.ReadOnly ? null : new(MostReaders, MostReaders);
    private SqliteConnection? writer;
    private bool disposed;

    public override string Location => path;

    /// <summary>Whether nothing is waited for until it is on the disk.</summary>
    public bool IsTemporary { get; init; }

    public override SqlDialect Dialect => SqliteDialect.Instance;

    public override bool HasOneWriter => true;

    public override bool CountsChanges => true;

    /// <summary>The absolute path of the file that a URL such as <c>sqlite:////data/repo/gen3.sqlite3</c> names.</summary>
    /// <exception cref="RegistryException">It names none.</exception>
    public static string FileOf(string url)
    {
        var path = url.StartsWith(Prefix, StringComparison.Ordinal) ? url[Prefix.Length..] : "";
        if (path is "" or ":memory:")
            throw new RegistryException($"The database URL '{url}' names no file; a repository needs one, such as sqlite:///<butlerRoot>/gen3.sqlite3.");
        if (path.Contains("?uri=", StringComparison.Ordinal) || path.Contains("&uri=", StringComparison.Ordinal))
            throw new RegistryException($"The database URL '{url}' asks for uri=true, which is refused; name the file by its path.");
        return Path.GetFullPath(path);
    }

    public override async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (Access == RegistryAccess.ReadOnly)
            return;
        var lease = await RentWriterAsync(cancellationToken).ConfigureAwait(false);
        await using var returning = lease.ConfigureAwait(false);
        writer!.RequireWritable();
    }

    public override Task<bool> PrepareNewAsync(CancellationToken cancellationToken)
    {
        var isNew = !File.Exists(path);
        try
        {
            SqliteSession.Open(path, SqliteOpen.Create).Dispose();
        }
        catch (RegistryException e) when (isNew)
        {
            var isThere = File.Exists(path);
            DiscardNew();
            throw isThere ? e : new RegistryException($"The database '{path}' can't be made: check that its folder is there, that it may be written, and the space on its disk.", e);
        }

        return Task.FromResult(isNew);
    }

    public override void DiscardNew()
    {
        File.Delete(path);
        WriterTurns.Remove(path);
    }

    public override async ValueTask<SessionLease> RentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, typeof(Database));
        if (reading is not null)
            await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new SessionLease(idle.TryPop(out var kept) ? kept : Open(), Return);
        }
        catch
        {
            reading?.Release();
            throw;
        }
    }

    public override async ValueTask<SessionLease> RentWriterAsync(CancellationToken cancellationToken)
    {
        if (Access == RegistryAccess.ReadOnly)
            throw new ReadOnlyClientException(path);
        ObjectDisposedException.ThrowIf(disposed, typeof(Database));
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            writer ??= Open();
            return new SessionLease(writer, ReturnWriter);
        }
        catch
        {
            writing.Release();
            throw;
        }
    }

    public override ValueTask<IAsyncDisposable?> TryHoldAsync(string name, CancellationToken cancellationToken) => new(NamedLock.TryTake(path, name));

    public override ValueTask DisposeAsync()
    {
        disposed = true;
        while (idle.TryPop(out var session))
            session.Dispose();
        writer?.EndWriting();
        writer?.Dispose();
        writer = null;
        turns.Dispose();
        return ValueTask.CompletedTask;
    }

    private SqliteConnection Open() => Access == RegistryAccess.ReadOnly
        ? new(SqliteSession.Open(path, SqliteOpen.ReadOnly), lockWait, ReadAheadRows)
        : new(OpenForWriting(), lockWait, long.MaxValue, turns, watch);

    private SqliteSession OpenForWriting()
    {
        var session = SqliteSession.Open(path, SqliteOpen.ReadWrite);
        if (IsTemporary)
            session.Execute("PRAGMA synchronous=OFF");
        return session;
    }

    private ValueTask Return(DatabaseSession session)
    {
        var connection = (SqliteConnection)session;
        if (disposed || idle.Count >= IdleLimit)
            connection.Dispose();
        else
            idle.Push(connection);
        reading?.Release();
        return ValueTask.CompletedTask;
    }

    private ValueTask ReturnWriter(DatabaseSession session)
    {
        writing.Release();
        return ValueTask.CompletedTask;
    }
}
