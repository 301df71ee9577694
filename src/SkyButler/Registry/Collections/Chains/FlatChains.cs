using System.Collections.Concurrent;
using SkyButler.Registry.Databases;

namespace SkyButler.Registry.Collections.Chains;

/// <summary>
/// What look-ups have found lists of collections to stand for, those that were asked for before. It is used for as long as the database says that nobody has written
/// anything since, as PostgreSQL does; where it can't say that, or inside a transaction, everything is read anew. SQLite's clients keep short lists otherwise,
/// see <see cref="CollectionStorage"/>.
/// </summary>
internal sealed class FlatChains(Database database)
{
    private const int MostLists = 64;

    private readonly ConcurrentDictionary<string, bool> asked = new(StringComparer.Ordinal);
    private Memory? memory;

    /// <summary>The collections of a list.</summary>
    /// <param name="list">What tells it from other lists.</param>
    /// <param name="readAsync">Reads them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<CollectionRecord>> FindAsync(string list, Func<Task<IReadOnlyList<CollectionRecord>>> readAsync, CancellationToken cancellationToken)
    {
        // The state comes before what is read: what changes in between makes another state of it, and what was read is not believed then.
        var state = asked.ContainsKey(list) ? await database.StateAsync(cancellationToken).ConfigureAwait(false) : null;
        if (state is not null && Volatile.Read(ref memory) is { } known && known.State == state && known.Lists.TryGetValue(list, out var found))
            return found;
        found = await readAsync().ConfigureAwait(false);
        if (state is not null)
            Keep(state, list, found);
        else if (asked.Count < MostLists)
            asked.TryAdd(list, true);
        return found;
    }

    private void Keep(string state, string list, IReadOnlyList<CollectionRecord> found)
    {
        var known = Volatile.Read(ref memory);
        if (known?.State != state)
            Volatile.Write(ref memory, known = new(state));
        known.Lists[list] = found;
    }

    private sealed class Memory(string state)
    {
        public string State => state;

        public ConcurrentDictionary<string, IReadOnlyList<CollectionRecord>> Lists { get; } = new(StringComparer.Ordinal);
    }
}
