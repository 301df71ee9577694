namespace SkyButler.History.Undoing;

/// <summary>Takes one action back.</summary>
internal interface IUndo : IAsyncDisposable
{
    /// <summary>Whether some of what does not come back stays in the bin, so that the action can be taken back again; known after the check.</summary>
    bool StaysOpen { get; }

    /// <summary>The folder in which damaged files stay until the bin is trimmed, where the action is not open any more; null where none do. Known after the check.</summary>
    string? Left { get; }

    /// <summary>Finds what can't be brought back, and changes nothing.</summary>
    /// <exception cref="HistoryException">Something stands in the way of all of it.</exception>
    Task CheckAsync(UndoLosses losses, CancellationToken cancellationToken);

    /// <summary>Takes it back, but for what the check told of.</summary>
    /// <exception cref="HistoryException">Something was changed since the check.</exception>
    Task ApplyAsync(CancellationToken cancellationToken);
}
