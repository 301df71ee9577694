using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Registry.Databases.Sessions;

/// <summary>Knows where a database is and lends connections to it.</summary>
internal abstract class DatabaseConnector(RegistryAccess access) : IAsyncDisposable
{
    /// <summary>What this client may do.</summary>
    public RegistryAccess Access => access;

    /// <summary>Where the database is, for messages; never with a password.</summary>
    public abstract string Location { get; }

    public abstract SqlDialect Dialect { get; }

    /// <summary>Whether only one transaction can write at a time, so that those who write at once had better share one.</summary>
    public virtual bool HasOneWriter => false;

    /// <summary>The query for a text that is the same as before for as long as nothing that can be seen has changed; null where there is none.</summary>
    public virtual SqlQuery? State => null;

    /// <summary>Whether connections that read tell for less than a query takes whether anybody has committed.</summary>
    public virtual bool CountsChanges => false;

    /// <summary>Makes sure that the database is there and that what it was opened for can be done.</summary>
    public abstract Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Makes what must be there before tables can be made; true where something was made that <see cref="DiscardNew"/> takes away.</summary>
    public abstract Task<bool> PrepareNewAsync(CancellationToken cancellationToken);

    public abstract void DiscardNew();

    /// <summary>A connection to read with.</summary>
    public abstract ValueTask<SessionLease> RentAsync(CancellationToken cancellationToken);

    /// <summary>A connection to write with.</summary>
    /// <exception cref="Errors.RegistryException">The repository was opened to be read only.</exception>
    public abstract ValueTask<SessionLease> RentWriterAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes a lock that all clients of the database know by a name; it is let go when the result is disposed of, and when the process ends, however it
    /// ends. Null where somebody has it.
    /// </summary>
    public abstract ValueTask<IAsyncDisposable?> TryHoldAsync(string name, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
