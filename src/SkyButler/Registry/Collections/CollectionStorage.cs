namespace SkyButler.Registry.Collections;

/// <summary>Collections, chains and their summaries.</summary>
public sealed class CollectionStorage
{
    internal CollectionStorage()
    {
    }

    /// <summary>A collection by name.</summary>
    /// <exception cref="Errors.MissingCollectionException">There is none.</exception>
    public Task<CollectionRecord> GetAsync(string name, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A collection by name, or null.</summary>
    public Task<CollectionRecord?> FindAsync(string name, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>All collections whose names match any of the globs (<c>*</c>, <c>?</c>, <c>[…]</c>), sorted by name; a plain name that is missing is an error.</summary>
    public Task<IReadOnlyList<CollectionRecord>> QueryAsync(
        IReadOnlyList<string> globs, IReadOnlySet<CollectionType>? types, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The collections that a search of these names or globs visits, in order: chains replaced by their children, each collection once.</summary>
    public Task<IReadOnlyList<CollectionRecord>> FlattenAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Registers collections that are not there yet; those that are must be of the same type. Returns the names that are new.</summary>
    public Task<IReadOnlyList<string>> RegisterAsync(
        IReadOnlyList<string> names, CollectionType type, string? documentation, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Changes the children of a chain; returns them as they are afterwards.</summary>
    /// <exception cref="Errors.CollectionCycleException">The chain would contain itself.</exception>
    public Task<IReadOnlyList<string>> EditChainAsync(
        string parent, ChainEdit edit, IReadOnlyList<string> children, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Names of the chains that hold each of the collections directly, in name order.</summary>
    public Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ParentsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Summaries of collections; a chain's is the union of its members'.</summary>
    public Task<IReadOnlyDictionary<string, CollectionSummary>> SummariesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Sets the documentation of a collection; empty text means none.</summary>
    public Task SetDocumentationAsync(string name, string documentation, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Removes collections; a RUN takes its datasets with it (they must be out of every datastore first).</summary>
    /// <exception cref="Errors.OrphanedRecordException">A collection is a member of a chain, or a dataset is still in a datastore.</exception>
    public Task RemoveAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) => throw new NotImplementedException();
}
