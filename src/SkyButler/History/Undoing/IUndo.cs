namespace SkyButler.History.Undoing;

/// <summary>Takes one action back.</summary>
internal interface IUndo : IDisposable
{
    /// <summary>Finds what can't be brought back, and changes nothing.</summary>
    /// <exception cref="HistoryException">Something stands in the way of all of it.</exception>
    Task CheckAsync(UndoLosses losses, CancellationToken cancellationToken);

    /// <summary>Takes it back, but for what can't be.</summary>
    Task ApplyAsync(CancellationToken cancellationToken);
}
