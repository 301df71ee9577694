namespace SkyButler.Registry;

/// <summary>Does work on the database and takes all of it back: so what stands in its way is known before anything is changed, by the rules that count.</summary>
internal static class Trial
{
    public static async Task RunAsync(SqlRegistry registry, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await registry.TransactAsync(
                async token =>
                {
                    await work(token).ConfigureAwait(false);
                    throw new EndException();
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (EndException)
        {
            // All of it was taken back.
        }
    }

    private sealed class EndException : Exception;
}
