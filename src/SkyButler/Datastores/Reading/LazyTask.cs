namespace SkyButler.Datastores.Reading;

/// <summary>What is made once, when it is first asked for; where that failed or was cancelled, it is made anew for whoever asks next.</summary>
/// <param name="make">Makes it.</param>
internal sealed class LazyTask<T>(Func<CancellationToken, Task<T>> make)
{
    private readonly Lock @lock = new();
    private Task<T>? making;

    /// <summary>Its making, which is under way or has succeeded; null where none is.</summary>
    public Task<T>? Begun
    {
        get
        {
            lock (@lock)
                return making is { IsFaulted: false, IsCanceled: false } ? making : null;
        }
    }

    /// <summary>What is made; several may ask at the same time, and who gives up does not end it for the others.</summary>
    public async Task<T> GetAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<T> awaited;
            bool isOurs;
            lock (@lock)
            {
                isOurs = making is null or { IsFaulted: true } or { IsCanceled: true };
                if (isOurs)
                    making = make(cancellationToken);
                awaited = making!;
            }

            try
            {
                return await awaited.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!isOurs && !cancellationToken.IsCancellationRequested)
            {
                // Whoever began it gave up: it is our turn.
            }
        }
    }
}
