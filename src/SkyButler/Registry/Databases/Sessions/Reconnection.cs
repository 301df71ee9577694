using SkyButler.Registry.Databases.Failures;

namespace SkyButler.Registry.Databases.Sessions;

/// <summary>Tries again, for a bounded time, what needs a connection and has done nothing with it yet.</summary>
internal static class Reconnection
{
    private const int Attempts = 14;
    private const int LongestPause = 2_000;

    /// <summary>Tries until it works, until trying has no sense, or for about twenty seconds: as long as a server takes to start again.</summary>
    public static async Task<TResult> TryAsync<TResult>(Func<Task<TResult>> connect, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await connect().ConfigureAwait(false);
            }
            catch (ConnectionLostException e) when (e.MayReturn && attempt < Attempts)
            {
                // A connection that waited too long is replaced at once. Many who lost theirs together don't come back together.
                if (attempt > 1)
                    await Task.Delay(Random.Shared.Next(5 << Math.Min(attempt, 7), Math.Min(10 << attempt, LongestPause)), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
