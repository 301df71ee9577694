using System.Diagnostics;
using SkyButler.Datastores.Bin;
using SkyButler.Datastores.Bin.Kept;
using SkyButler.History.Undoing;
using SkyButler.History.Undoing.Removals;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;

namespace SkyButler.History;

/// <summary>An action that can be taken back, wholly or but for what it says.</summary>
public sealed class UndoPlan : IAsyncDisposable
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

    /// <summary>The folder where what is kept and damaged stays until the bin is trimmed, while the action counts as taken back; null where there is none.</summary>
    public string? DamagedFolder => undo.Left;

    /// <summary>Takes the action back, but for what can't be. Where it is stopped, it goes on when it is planned and applied again.</summary>
    /// <exception cref="HistoryException">What was done since it was planned stands in the way.</exception>
    public async Task ApplyAsync(CancellationToken cancellationToken = default)
    {
        butler.RequireWriting();
        await undo.ApplyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => undo.DisposeAsync();

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
        try
        {
            return await CheckAsync(butler, entry, cancellationToken).ConfigureAwait(false);
        }
        catch (LogDetailException e)
        {
            throw new HistoryException(e.Message, e);
        }
    }

    private static async Task<UndoPlan> CheckAsync(Butler butler, LogEntry entry, CancellationToken cancellationToken)
    {
        var detail = await butler.Registry.Log.DetailAsync(entry.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new HistoryException($"The action {entry.Id} can't be taken back: what that needs is not kept any more, since the bin was trimmed, or very much was done since.");
        var undo = await MakeAsync(butler, entry, detail, cancellationToken).ConfigureAwait(false);
        try
        {
            var losses = new UndoLosses();
            await undo.CheckAsync(losses, cancellationToken).ConfigureAwait(false);
            return new(butler, entry, undo) { Losses = losses.First, LossCount = losses.Count };
        }
        catch
        {
            await undo.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static HistoryException Unknown(LogEntry entry) =>
        new($"The action {entry.Id} can't be taken back by this version of the program, which doesn't know its kind; use the version that did it.");

    private static async Task<IUndo> MakeAsync(Butler butler, LogEntry entry, LogDetail detail, CancellationToken cancellationToken) => entry.Action switch
    {
        LogAction.EditChain => new ChangeUndo(butler.Registry, entry, new ChainRestoring(butler.Registry, entry, detail.Chains).ApplyAsync),
        LogAction.Certify => new ChangeUndo(butler.Registry, entry, new Decertification(butler.Registry, entry, detail).ApplyAsync),
        LogAction.RemoveCollections => new ChangeUndo(butler.Registry, entry, new CollectionRestoring(butler.Registry, entry, detail).ApplyAsync),
        LogAction.RemoveRuns or LogAction.Purge or LogAction.Unstore or LogAction.Disassociate => await OpenRemovalAsync(butler, entry, detail, cancellationToken).ConfigureAwait(false),
        _ => throw new UnreachableException(),
    };

    private static async Task<IUndo> OpenRemovalAsync(Butler butler, LogEntry entry, LogDetail detail, CancellationToken cancellationToken)
    {
        KeptRemoval? kept = null;
        try
        {
            kept = await KeptRemoval.OpenAsync(butler.Datastore, entry, cancellationToken).ConfigureAwait(false);
            await kept.FinishAsync(butler.Datastore, butler.Registry, cancellationToken).ConfigureAwait(false);
            return new RemovalUndo(butler, entry, detail, kept);
        }
        catch (Exception e)
        {
            if (kept is not null)
                await kept.DisposeAsync().ConfigureAwait(false);
            if (e is BinException)
                throw new HistoryException(e.Message, e);
            throw;
        }
    }
}
