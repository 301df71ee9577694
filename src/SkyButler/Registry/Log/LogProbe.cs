namespace SkyButler.Registry.Log;

/// <summary>Finds out whether something can be logged, before anybody counts on it.</summary>
internal static class LogProbe
{
    /// <summary>Why nothing can be logged; null where it can.</summary>
    public static async Task<string?> WhyNotAsync(SqlRegistry registry, CancellationToken cancellationToken)
    {
        var isLogged = true;
        await Trial.RunAsync(
            registry,
            async token =>
            {
                var entry = new LogEntry { Id = registry.Log.NewId(), Action = LogAction.Unknown, Subject = "", State = LogState.Begun };
                isLogged = await registry.Log.AddAsync(entry, new(), [], [], token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return isLogged ? null : "this client can't write the log";
    }
}
