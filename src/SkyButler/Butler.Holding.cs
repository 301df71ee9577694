namespace SkyButler;

/// <content>Telling others that something is at work.</content>
public sealed partial class Butler
{
    /// <summary>
    /// Takes hold of a run, for who works on it and wants others to know; null where somebody else has it. Nothing is kept from reading or writing.
    /// It lasts until it is disposed of, or the process ends, however it ends.
    /// </summary>
    public Task<IAsyncDisposable?> TryHoldRunAsync(string run, CancellationToken cancellationToken = default)
    {
        RequireWriting();
        return Registry.TryHoldAsync($"run {run}", cancellationToken);
    }
}
