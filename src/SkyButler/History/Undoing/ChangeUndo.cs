using SkyButler.Registry;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Log;

namespace SkyButler.History.Undoing;

/// <summary>Takes back what one transaction can: a changed chain, a certification, removed collections.</summary>
internal sealed class ChangeUndo(SqlRegistry registry, LogEntry entry, Func<UndoLosses, CancellationToken, Task> restore) : IUndo
{
    private UndoLosses told = new();

    /// <inheritdoc />
    public bool StaysOpen => false;

    /// <inheritdoc />
    public string? Left => null;

    /// <inheritdoc />
    public async Task CheckAsync(UndoLosses losses, CancellationToken cancellationToken)
    {
        await Trial.RunAsync(
            registry,
            token =>
            {
                told = new();
                return RestoreAsync(told, token);
            },
            cancellationToken).ConfigureAwait(false);
        losses.Add(told);
    }

    /// <inheritdoc />
    public Task ApplyAsync(CancellationToken cancellationToken) => registry.TransactAsync(
        async token =>
        {
            var losses = new UndoLosses();
            await RestoreAsync(losses, token).ConfigureAwait(false);
            Conflicts.RequireTold(entry, losses, told);
        },
        cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => default;

    private async Task RestoreAsync(UndoLosses losses, CancellationToken cancellationToken)
    {
        await Conflicts.RequireOpenAsync(registry, entry, cancellationToken).ConfigureAwait(false);
        try
        {
            await restore(losses, cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryException e) when (e is ConflictException or OrphanedRecordException or MissingCollectionException or CollectionTypeException or CollectionCycleException)
        {
            throw new HistoryException($"The action {entry.Id} can't be taken back: {e.Message}", e);
        }

        await registry.Log.SetStateAsync(entry.Id, LogState.Undone, cancellationToken).ConfigureAwait(false);
    }
}
