using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Registry.Databases.Sessions;

/// <summary>One connection to a database. Not for two statements at a time.</summary>
internal abstract class DatabaseSession
{
    /// <summary>False outside transactions, and where the database itself has undone the one that there was.</summary>
    public abstract bool IsInTransaction { get; }

    /// <summary>Whether an error has made a transaction useless but for going back to a savepoint or its beginning.</summary>
    public abstract bool IsAborted { get; }

    /// <summary>Whether the transaction is that of several callers, so that one's cancellation must not break off a statement and with it all of them.</summary>
    public bool IsShared { get; set; }

    /// <summary>What was looked up by way of this connection.</summary>
    public SessionMemory Memory { get; } = new();

    /// <summary>
    /// A number that is another one for this connection after every commit of anybody else; null where it can't be told at once.
    /// </summary>
    public virtual long? ChangeCount() => null;

    public abstract ValueTask BeginAsync(CancellationToken cancellationToken);

    public abstract ValueTask CommitAsync(CancellationToken cancellationToken);

    /// <summary>Ends a transaction that failed, whatever is left of it; never fails itself.</summary>
    public abstract ValueTask RollbackAsync();

    /// <summary>Runs SQL of ours that takes no parameters and gives no rows.</summary>
    public abstract ValueTask RunAsync(string sql, CancellationToken cancellationToken);

    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public abstract ValueTask<int> ExecuteAsync(SqlQuery statement, CancellationToken cancellationToken);

    /// <summary>Inserts rows; returns how many changed. A refused row is told by <see cref="ConstraintException.Row"/>.</summary>
    public abstract ValueTask<long> InsertAsync(RowInsert insert, InsertedRows rows, CancellationToken cancellationToken);

    /// <summary>Starts a query.</summary>
    public abstract ValueTask<AnswerReader> OpenAsync(SqlQuery query, CancellationToken cancellationToken);

    /// <summary>Reads the whole answer of a query.</summary>
    public abstract ValueTask<IReadOnlyCollection<Results.RowBatch>> ReadAllAsync(SqlQuery query, CancellationToken cancellationToken);
}
