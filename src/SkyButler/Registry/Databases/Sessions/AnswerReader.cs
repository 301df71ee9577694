using SkyButler.Registry.Databases.Results;

namespace SkyButler.Registry.Databases.Sessions;

/// <summary>An answer that is being read.</summary>
internal abstract class AnswerReader : IAsyncDisposable
{
    /// <summary>Whether the connection has nothing more to do with this answer, though rows of it may still be handed out.</summary>
    public abstract bool IsDetached { get; }

    /// <summary>The next rows; null after the last.</summary>
    public abstract ValueTask<RowBatch?> NextAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
