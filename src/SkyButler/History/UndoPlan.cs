using SkyButler.Datastores.Bin;
using SkyButler.History.Undoing;
using SkyButler.Registry.Log;

namespace SkyButler.History;

/// <summary>An action that can be taken back, wholly or but for what it says.</summary>
public sealed class UndoPlan : IDisposable
{
    private readonly Butler butler;
    private readonly IUndo undo;

    private UndoPlan(Butler butler, LogEntry entry, IUndo undo)
    {
        this.butler = butler;
        this.undo = undo;
        Entry = entry;
    }

    /// <summary>The action.</summary>
    public LogEntry Entry { get; }

    /// <summary>The first of what can't be brought back, a sentence each.</summary>
    public IReadOnlyList<string> Losses { get; private init; } = [];

    /// <summary>How many such things there are.</summary>
    public long LossCount { get; private init; }

    /// <summary>Whether some of what does not come back stays in the bin, and the action open: so that it can be planned and applied again, when nothing is in the way.</summary>
    public bool StaysOpen => undo.StaysOpen;

    /// <summary>Takes the action back, but for what can't be. Where it is stopped, it goes on when it is planned and applied again.</summary>
    /// <exception cref="HistoryException">What was done since it was planned stands in the way.</exception>
    public async Task ApplyAsync(CancellationToken cancellationToken = default)
    {
        butler.RequireWriting();
        await undo.ApplyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose() => undo.Dispose();

    internal static async Task<UndoPlan> MakeAsync(Butler butler, LogEntry entry, CancellationToken cancellationToken)
    {
        butler.RequireWriting();
        // What was said of it may be old.
        entry = (await butler.Registry.Log.ByPrefixAsync(entry.Id.ToString("N"), cancellationToken).ConfigureAwait(false)).FirstOrDefault() ?? throw new HistoryException($"The action {entry.Id} is not in the log.");
        if (entry.State == LogState.Undone)
            throw new HistoryException($"The action {entry.Id} was taken back already; to have it again, do it again.");
        // What its details mean is not known either.
        if (entry.Action == LogAction.Unknown)
            throw Unknown(entry);
        if (entry.NotKept is { } reason)
            throw new HistoryException($"The action {entry.Id} can't be taken back, since nothing of it was kept: {reason}.");
        var detail = await butler.Registry.Log.DetailAsync(entry.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new HistoryException($"The action {entry.Id} can't be taken back: its details are not in the log any more.");
        var undo = await MakeAsync(butler, entry, detail, cancellationToken).ConfigureAwait(false);
        try
        {
            var losses = new UndoLosses();
            await undo.CheckAsync(losses, cancellationToken).ConfigureAwait(false);
            return new(butler, entry, undo) { Losses = losses.First, LossCount = losses.Count };
        }
        catch
        {
            undo.Dispose();
            throw;
        }
    }

    private static HistoryException Unknown(LogEntry entry) =>
        new($"The action {entry.Id} can't be taken back by this version of the program, which doesn't know its kind; use the version that did it.");

    private static async Task<IUndo> MakeAsync(Butler butler, LogEntry entry, Registry.Log.Details.LogDetail detail, CancellationToken cancellationToken)
    {
        switch (entry.Action)
        {
            case LogAction.EditChain:
                return new ChangeUndo(butler.Registry, entry, new ChainRestoring(butler.Registry, entry, detail.Chains[0]).ApplyAsync);
            case LogAction.Certify:
                return new ChangeUndo(butler.Registry, entry, new Decertification(butler.Registry, entry, detail).ApplyAsync);
            case LogAction.RemoveCollections:
                return new ChangeUndo(butler.Registry, entry, new CollectionRestoring(butler.Registry, entry, detail).ApplyAsync);
            case LogAction.RemoveRuns or LogAction.Purge or LogAction.Unstore or LogAction.Disassociate:
                try
                {
                    var kept = KeptRemoval.Open(butler.Datastore, entry);
                    if (kept.IsUnfinished)
                        await butler.Datastore.EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
                    return new RemovalUndo(butler, entry, detail, kept);
                }
                catch (BinException e)
                {
                    throw new HistoryException(e.Message, e);
                }

            default:
                throw Unknown(entry);
        }
    }
}
