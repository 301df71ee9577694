using SkyButler.Datastores.Bin;
using SkyButler.Datastores.Bin.Kept;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;
using SkyButler.Resources.Durability;

namespace SkyButler.History.Undoing.Removals;

/// <summary>
/// Brings datasets back that were removed, some hundreds at a time: each part with its files and rows, or not at all. Runs come first, and their places
/// in chains last, so that no search finds half of a run. Fault points: <c>undo.after-part</c>, <c>undo.before-chains</c>, <c>undo.before-drop</c>.
/// </summary>
internal sealed class RemovalUndo(Butler butler, LogEntry entry, LogDetail detail, KeptRemoval kept) : IUndo
{
    private readonly DatasetRestoring restoring = new(butler, entry, detail, kept);
    private readonly List<UndoLosses> toldOfParts = [];
    private UndoLosses toldOfChains = new();

    /// <inheritdoc />
    public bool StaysOpen => restoring.Hope == LossKind.Waiting;

    /// <inheritdoc />
    public string? Left => restoring.Hope == LossKind.Damaged ? kept.Files : null;

    private SqlRegistry Registry => butler.Registry;

    /// <inheritdoc />
    public Task CheckAsync(UndoLosses losses, CancellationToken cancellationToken) => TellingAsync(async () =>
    {
        await CheckCollectionsAsync(cancellationToken).ConfigureAwait(false);
        var count = 0L;
        await foreach (var (number, part) in kept.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            count += part.Length;
            toldOfParts.Add(await restoring.CheckAsync(number, part, losses, cancellationToken).ConfigureAwait(false));
        }

        if (count != entry.Datasets)
            throw new HistoryException($"The action {entry.Id} can't be taken back: it removed {entry.Datasets} datasets, and the bin's lists tell of {count}.");
        await Trial.RunAsync(
            Registry,
            async token =>
            {
                toldOfChains = new();
                await CollectionRestoring.RegisterAsync(Registry, detail, token).ConfigureAwait(false);
                await ChainPlaces.RestoreAsync(Registry, detail.Chains, toldOfChains, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        losses.Add(toldOfChains);
    });

    /// <inheritdoc />
    public Task ApplyAsync(CancellationToken cancellationToken) => TellingAsync(async () =>
    {
        await Registry.TransactAsync(
            async token =>
            {
                await Conflicts.RequireOpenAsync(Registry, entry, token).ConfigureAwait(false);
                await CheckCollectionsAsync(token).ConfigureAwait(false);
                // What somebody makes at this very moment is theirs, too.
                if (await CollectionRestoring.RegisterAsync(Registry, detail, token).ConfigureAwait(false) < detail.Collections.Count && entry.State == LogState.Done)
                    throw Conflicts.Meanwhile(entry, null);
                await Registry.Log.SetStateAsync(entry.Id, LogState.Undoing, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        var damage = new UndoLosses();
        var done = 0;
        await foreach (var (number, part) in kept.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            await restoring.ApplyAsync(number, part, toldOfParts[done++], damage, cancellationToken).ConfigureAwait(false);
            FaultPoints.Hit("undo.after-part");
        }

        FaultPoints.Hit("undo.before-chains");
        await Registry.TransactAsync(
            async token =>
            {
                var losses = new UndoLosses();
                await ChainPlaces.RestoreAsync(Registry, detail.Chains, losses, token).ConfigureAwait(false);
                Conflicts.RequireTold(entry, losses, toldOfChains);
                if (!StaysOpen && damage.Count == 0)
                    await Registry.Log.SetStateAsync(entry.Id, LogState.Undone, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (damage.Count > 0)
            throw new HistoryException($"The action {entry.Id} was taken back, but {damage.Count} files that came back are not as they were. {damage.First[0]} Mend them and run this again, or close the action by --partial.");
        FaultPoints.Hit("undo.before-drop");
        // What is damaged may still be of use to somebody, until the bin is trimmed.
        if (restoring.Hope == LossKind.Gone)
            await kept.DropAsync(cancellationToken).ConfigureAwait(false);
    });

    /// <inheritdoc />
    public ValueTask DisposeAsync() => kept.DisposeAsync();

    // Where somebody removed a run that was half removed, or made one again that was removed, what is there is theirs.
    private async Task CheckCollectionsAsync(CancellationToken cancellationToken)
    {
        var known = await Registry.Collections.FindKnownAsync([.. detail.Collections.Select(c => c.Name)], cancellationToken).ConfigureAwait(false);
        foreach (var removed in detail.Collections)
        {
            var now = known.GetValueOrDefault(removed.Name);
            var what = entry.State switch
            {
                LogState.Begun when now is null => $"the rest of the run '{removed.Name}' was removed since",
                LogState.Done when now is not null => $"a collection '{removed.Name}' was made since",
                _ when now is not null && now.Type != CollectionType.Run => $"'{removed.Name}' is a {now.TypeName} collection now",
                _ => null,
            };
            if (what is not null)
                throw await Conflicts.ChangedAsync(Registry, entry, [removed.Name], what, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TellingAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is BinException or ConflictException or MissingCollectionException or MissingDatasetTypeException or CollectionTypeException or DataIdException)
        {
            throw new HistoryException($"The action {entry.Id} can't be taken back: {e.Message}", e);
        }
    }
}
