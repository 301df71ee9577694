using SkyButler.Dimensions;
using SkyButler.Registry.Databases;

namespace SkyButler.Registry.Collections.Chains;

/// <summary>
/// Lets those who edit one chain at the same time do so one after the other, where the database would let them all in at once. A chain that
/// shall hold others also waits for those who edit these, or two clients could make each of two chains hold the other.
/// </summary>
internal sealed class ChainLocks(RegistryContext context, CollectionReader reader)
{
    private Database Database => context.Database;

    /// <summary>Locks a chain and those below its new members until the transaction ends.</summary>
    public Task TakeAsync(string parent, ChainEdit edit, IReadOnlyList<string> children, CancellationToken cancellationToken) =>
        TakeAsync([parent], edit, children, cancellationToken);

    /// <summary>The same for chains with all their new members.</summary>
    public async Task TakeAsync(IReadOnlyList<string> parents, ChainEdit edit, IReadOnlyList<string> children, CancellationToken cancellationToken)
    {
        var dialect = Database.Dialect;
        if (dialect.ForUpdate.Length == 0)
            return;
        await LockAsync(parents, edit == ChainEdit.Remove ? dialect.ForShare : dialect.ForUpdate, cancellationToken).ConfigureAwait(false);
        var locked = new HashSet<string>(parents, StringComparer.Ordinal);
        while (edit != ChainEdit.Remove)
        {
            // Members may have come while we waited for the locks.
            var below = await reader.WithMembersAsync(children, cancellationToken).ConfigureAwait(false);
            var chains = below.Values.Where(c => c.Type == CollectionType.Chained).Select(c => c.Name).Where(locked.Add).ToList();
            if (chains.Count == 0)
                return;
            await LockAsync(chains, dialect.ForShare, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Locks collections until the transaction ends, against all who would change them.</summary>
    public Task TakeAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        Database.Dialect.ForUpdate.Length == 0 || names.Count == 0 ? Task.CompletedTask : LockAsync(names, Database.Dialect.ForUpdate, cancellationToken);

    private Task LockAsync(IReadOnlyList<string> names, string locking, CancellationToken cancellationToken) => Database.FetchAsync(
        Database.Sql().Append($"SELECT type FROM collection WHERE name IN {names} ORDER BY name").Raw(locking).Build(ColumnType.Int), cancellationToken);
}
