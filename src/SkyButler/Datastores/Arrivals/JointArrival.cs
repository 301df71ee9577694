using SkyButler.Resources;

namespace SkyButler.Datastores.Arrivals;

/// <summary>Datasets on their way into several datastores at once.</summary>
/// <param name="parts">What comes into each.</param>
/// <param name="complete">What is done when all have it; null for nothing.</param>
internal sealed class JointArrival(IReadOnlyList<Arrival> parts, Func<Task>? complete = null) : Arrival
{
    /// <inheritdoc />
    public override IEnumerable<ResourcePath> Sources => parts.SelectMany(part => part.Sources);

    /// <inheritdoc />
    public override Task StageAsync(CancellationToken cancellationToken) => EachAsync(part => part.StageAsync(cancellationToken));

    /// <inheritdoc />
    public override Task RecordAsync(CancellationToken cancellationToken) => EachAsync(part => part.RecordAsync(cancellationToken));

    /// <inheritdoc />
    public override Task PlaceAsync(CancellationToken cancellationToken) => EachAsync(part => part.PlaceAsync(cancellationToken));

    /// <inheritdoc />
    public override async Task CompleteAsync()
    {
        await EachAsync(part => part.CompleteAsync()).ConfigureAwait(false);
        if (complete is not null)
            await complete().ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async Task WithdrawAsync()
    {
        // What one can't take back must not keep another from doing it.
        var failures = new List<Exception>();
        foreach (var part in parts)
        {
            try
            {
                await part.WithdrawAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or ButlerException or UnauthorizedAccessException)
            {
                failures.Add(e);
            }
        }

        if (failures.Count > 0)
            throw failures.Count == 1 ? new DatastoreException($"What was written could not be taken back: {failures[0].Message}", failures[0]) : new AggregateException(failures);
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        foreach (var part in parts)
            await part.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task EachAsync(Func<Arrival, Task> step)
    {
        foreach (var part in parts)
            await step(part).ConfigureAwait(false);
    }
}
