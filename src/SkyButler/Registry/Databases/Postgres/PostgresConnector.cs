using System.Diagnostics;
using Npgsql;
using SkyButler.Configuration.Databases;
using SkyButler.Dimensions;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Postgres.Sql;
using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Postgres;

/// <summary>Connections to a server's database, kept for later use; as many transactions run at once as there are borrowers, up to a bound.</summary>
internal sealed class PostgresConnector : DatabaseConnector
{
    // Fewer than there are places for connections, so that those who read while they wait to write can't starve the writers.
    private const int MostWriters = 6;

    // What is seen follows from which transactions have ended, and their numbers are given anew after a crash only.
    private static readonly SqlQuery Seen = new("SELECT concat(txid_current_snapshot(), ' ', pg_postmaster_start_time())", [], [ColumnType.String]);

    private const string RequiredExtension = "btree_gist";

    private readonly DatabaseAddress address;
    private readonly NpgsqlDataSource source;
    private readonly PostgresDialect dialect;
    private readonly SemaphoreSlim writing = new(MostWriters, MostWriters);
    private readonly CrowdedServer crowd;
    private readonly ConnectionPlaces places;
    private readonly TimeSpan patience;
    private readonly string? schema;
    private readonly IReadOnlyList<string> reading;
    private readonly IReadOnlyList<string> listing;
    private bool hasConnected;

    public PostgresConnector(DatabaseAddress address, RegistrySettings settings, RegistryAccess access)
        : base(access)
    {
        this.address = address;
        schema = settings.Namespace;
        patience = settings.LockWait;
        dialect = new PostgresDialect(schema);
        source = PostgresOptions.Source(address, settings);
        crowd = new(ForgetIdle);
        places = new(Location, patience);
        IReadOnlyList<string> path = schema is null ? [] : [$"SET LOCAL search_path TO {dialect.Quote(schema)}"];
        Opening = ["BEGIN", "SET LOCAL TIME ZONE 0", .. path];
        reading = access == RegistryAccess.ReadOnly || schema is not null ? ["BEGIN READ ONLY", .. path] : [];
        // The server would gather the places of all rows in a bitmap before it reads the first, and compile a program for that.
        listing = ["BEGIN READ ONLY", .. path, "SET LOCAL enable_bitmapscan TO off", "SET LOCAL jit TO off"];
    }

    public override string Location => schema is null ? address.ToString() : $"{address} (namespace {schema})";

    public override SqlDialect Dialect => dialect;

    public override SqlQuery State => Seen;

    /// <summary>Statements that begin a transaction that writes.</summary>
    public IReadOnlyList<string> Opening { get; }

    /// <summary>Statements that go before a query which stands alone; where there are any, a COMMIT goes after it.</summary>
    public IReadOnlyList<string> Before(SqlQuery query) => query.IsListing ? listing : reading;

    public override async Task CheckAsync(CancellationToken cancellationToken)
    {
        var lease = await RentAsync(cancellationToken).ConfigureAwait(false);
        await using var returning = lease.ConfigureAwait(false);
        var query = new SqlBuilder(dialect).Append($"SELECT 1 FROM pg_catalog.pg_extension WHERE extname = {RequiredExtension}").Build(ColumnType.Int);
        if ((await lease.Session.ReadAllAsync(query, cancellationToken).ConfigureAwait(false)).Count == 0)
            throw new RegistryException(
                $"The database '{Location}' lacks the extension {RequiredExtension}, which data repositories need; its administrator adds it by: CREATE EXTENSION {RequiredExtension}.");
    }

    public override async Task<bool> PrepareNewAsync(CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        return false;
    }

    // All of a new repository is made in one transaction.
    public override void DiscardNew()
    {
    }

    public override async ValueTask<SessionLease> RentAsync(CancellationToken cancellationToken) =>
        new(new PostgresSession(await ConnectAsync(cancellationToken).ConfigureAwait(false), this), ReturnAsync);

    public override async ValueTask<SessionLease> RentWriterAsync(CancellationToken cancellationToken)
    {
        if (Access == RegistryAccess.ReadOnly)
            throw new ReadOnlyClientException(Location);
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new(new PostgresSession(await ConnectAsync(cancellationToken).ConfigureAwait(false), this), ReturnWriterAsync);
        }
        catch
        {
            writing.Release();
            throw;
        }
    }

    /// <summary>Closes connections that wait for their next use; where one broke, they are likely to be broken too.</summary>
    public void ForgetIdle() => source.Clear();

    /// <summary>How full the server is; see <see cref="TransactionMark"/>.</summary>
    public CrowdedServer Crowd => crowd;

    // As long as a transaction is open, so that a pooler between us and the server leaves us its connection.
    public override async ValueTask<IAsyncDisposable?> TryHoldAsync(string name, CancellationToken cancellationToken)
    {
        var lease = await RentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await AdvisoryLock.TryTakeAsync(lease, dialect, $"{schema}/{name}", cancellationToken).ConfigureAwait(false) is { } held)
                return held;
        }
        catch
        {
            await lease.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await lease.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    public override ValueTask DisposeAsync()
    {
        crowd.Dispose();
        places.Dispose();
        return source.DisposeAsync();
    }

    /// <summary>What became of a transaction whose connection broke while it was being committed.</summary>
    public Task<CommitOutcome> FindOutcomeAsync(TransactionMark mark) => CommitInquiry.AskAsync(ConnectAgainAsync, mark, Location);

    private async ValueTask ReturnAsync(DatabaseSession session)
    {
        try
        {
            crowd.Returned();
            await ((PostgresSession)session).DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            places.Return();
        }
    }

    private async ValueTask ReturnWriterAsync(DatabaseSession session)
    {
        await ReturnAsync(session).ConfigureAwait(false);
        writing.Release();
    }

    private async ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        await places.TakeAsync(cancellationToken).ConfigureAwait(false);
        var hasPlace = true;
        try
        {
            await crowd.YieldAsync(cancellationToken).ConfigureAwait(false);
            var start = Stopwatch.GetTimestamp();
            for (var attempt = 1; ; attempt++)
            {
                if (!hasPlace)
                    await places.TakeAsync(cancellationToken).ConfigureAwait(false);
                hasPlace = true;
                if (await TryOpenAsync(start, cancellationToken).ConfigureAwait(false) is { } connection)
                    return connection;
                hasPlace = !places.TryLeaveEmpty();
                if (hasPlace)
                    await CrowdedServer.PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            if (hasPlace)
                places.Return();
            throw;
        }
    }

    // In the place of the connection that broke.
    private async Task<NpgsqlConnection> ConnectAgainAsync()
    {
        var start = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            if (await TryOpenAsync(start, CancellationToken.None).ConfigureAwait(false) is { } connection)
                return connection;
            await CrowdedServer.PauseAsync(attempt, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // Null where there is no room and there is time to wait for it.
    private async ValueTask<NpgsqlConnection?> TryOpenAsync(long start, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            hasConnected = true;
            return connection;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections && Stopwatch.GetElapsedTime(start) < patience)
        {
            crowd.Note();
            return null;
        }
        catch (Exception e)
        {
            if (PostgresErrors.Describe(e, Location, "connect") is var described && described == e)
                throw;
            throw described is ConnectionLostException lost ? Judged(lost, e) : described;
        }
    }

    // A server that was never reached is more likely named wrongly than restarting, unless it says so itself; one without room was waited for here.
    private ConnectionLostException Judged(ConnectionLostException lost, Exception e) => new(lost.Message, lost.InnerException)
    {
        MayReturn = e is PostgresException answer ? answer.SqlState != PostgresErrorCodes.TooManyConnections : hasConnected,
    };
}
