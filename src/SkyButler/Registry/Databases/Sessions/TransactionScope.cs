namespace SkyButler.Registry.Databases.Sessions;

/// <summary>
/// A transaction, or a savepoint inside one. Statements of one scope take turns by its gate; a savepoint holds its parent's gate
/// until it ends, so that tasks which share a transaction can't end up in one another's savepoints.
/// </summary>
internal sealed class TransactionScope(DatabaseSession session, TransactionScope? parent)
{
    public DatabaseSession Session => session;

    public SemaphoreSlim Gate { get; } = new(1, 1);

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>False once the transaction has ended, for tasks that outlive it.</summary>
    public bool IsActive { get; set; } = true;
}
