using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sessions;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>An answer of which some rows, or all, have been read ahead.</summary>
internal sealed class SqliteAnswer(SqliteReader reader) : AnswerReader
{
    public override bool IsDetached => reader.IsFinished;

    public override ValueTask<RowBatch?> NextAsync(CancellationToken cancellationToken)
    {
        // What has been read ahead would be handed out to the end otherwise.
        cancellationToken.ThrowIfCancellationRequested();
        return new(reader.Take());
    }

    public override ValueTask DisposeAsync()
    {
        reader.Dispose();
        return ValueTask.CompletedTask;
    }
}
