using SkyButler.Registry.Databases.Failures;

namespace SkyButler.Registry.Databases.Postgres;

/// <summary>
/// How many connections a client has at once: few, since a server has not many processors, each of its processes begins by reading its
/// catalogue, and other clients want some too; more only where those few are held for long, by answers that are read slowly, say. Where
/// the server refuses another one while some are there, the client makes do with those for a while.
/// </summary>
internal sealed class ConnectionPlaces : IDisposable
{
    private const int Usual = 8;
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim usual = new(Usual, Usual);
    private readonly SemaphoreSlim others = new(PostgresOptions.PoolSize - Usual, PostgresOptions.PoolSize - Usual);
    private readonly string location;
    private readonly TimeSpan patience;
    private readonly CancellationTokenSource disposal = new();
    private int used;
    private int othersUsed;
    private bool isDisposed;

    public ConnectionPlaces(string location, TimeSpan patience)
    {
        this.location = location;
        this.patience = patience;
    }

    /// <summary>Waits for a place.</summary>
    /// <exception cref="ConnectionLostException">None became free in time.</exception>
    public async ValueTask TakeAsync(CancellationToken cancellationToken)
    {
        if (!await usual.WaitAsync(LongWait, cancellationToken).ConfigureAwait(false))
        {
            if (!await others.WaitAsync(patience, cancellationToken).ConfigureAwait(false))
            {
                throw new ConnectionLostException(
                    $"No connection to the database '{location}' became free in {patience.TotalSeconds:0} s; use fewer answers at a time, or read them to their ends.")
                { MayReturn = false };
            }

            Interlocked.Increment(ref othersUsed);
        }

        Interlocked.Increment(ref used);
    }

    /// <summary>Gives a place back.</summary>
    public void Return()
    {
        Interlocked.Decrement(ref used);
        Release();
    }

    /// <summary>Leaves a place empty for a while, unless it is the last one in use; then the caller keeps it.</summary>
    public bool TryLeaveEmpty()
    {
        if (Interlocked.Decrement(ref used) == 0)
        {
            Interlocked.Increment(ref used);
            return false;
        }

        _ = ReturnLaterAsync();
        return true;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, true))
            return;
        disposal.Cancel();
        disposal.Dispose();
    }

    private async Task ReturnLaterAsync()
    {
        await Task.Delay(Absence, disposal.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Release();
    }

    // It makes no difference which of them is given back.
    private void Release()
    {
        if (Interlocked.Decrement(ref othersUsed) >= 0)
        {
            others.Release();
            return;
        }

        Interlocked.Increment(ref othersUsed);
        usual.Release();
    }
}
