using System.Globalization;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Collections;

/// <summary>Collections, chains and their summaries.</summary>
public sealed class CollectionStorage
{
    private readonly RegistryContext context;
    private readonly CollectionReader reader;
    private readonly CollectionWriter writer;
    private readonly ChainEditor chains;
    private readonly SummaryReader summaries;
    private readonly FlatChains flat;

    internal CollectionStorage(RegistryContext context)
    {
        this.context = context;
        reader = new CollectionReader(context);
        writer = new CollectionWriter(context, reader);
        chains = new ChainEditor(context, reader);
        summaries = new SummaryReader(context);
        flat = new FlatChains(context.Database);
    }

    /// <summary>A collection by name.</summary>
    /// <exception cref="MissingCollectionException">There is none.</exception>
    public async Task<CollectionRecord> GetAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw await MissingAsync([name], cancellationToken).ConfigureAwait(false);

    /// <summary>A collection by name, or null.</summary>
    public async Task<CollectionRecord?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await reader.ByNameAsync([name], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(name);

    /// <summary>All collections whose names match any of the globs (<c>*</c>, <c>?</c>, <c>[…]</c>), sorted by name; a plain name that is missing is an error.</summary>
    /// <exception cref="MissingCollectionException">A name without wildcards is missing.</exception>
    public async Task<IReadOnlyList<CollectionRecord>> QueryAsync(
        IReadOnlyList<string> globs, IReadOnlySet<CollectionType>? types, CancellationToken cancellationToken)
    {
        var (byGlob, all) = await ResolveAsync(globs, cancellationToken).ConfigureAwait(false);
        return
        [
            .. byGlob.SelectMany(names => names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(n => all[n])
                .Where(c => types is null || types.Contains(c.Type)),
        ];
    }

    /// <summary>The collections that a search of these names or globs visits, in order: chains replaced by their children, each collection once.</summary>
    /// <exception cref="MissingCollectionException">A name without wildcards is missing.</exception>
    public async Task<IReadOnlyList<CollectionRecord>> FlattenAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var (roots, known) = await RootsAsync(names, cancellationToken).ConfigureAwait(false);
        // What a pattern matches is known with the names of its children, which often match it too.
        var unknown = roots.Concat(known.Values.SelectMany(c => c.Children)).Where(n => !known.ContainsKey(n)).ToHashSet(StringComparer.Ordinal);
        if (unknown.Count > 0)
            foreach (var (name, record) in await reader.WithMembersAsync(unknown, cancellationToken).ConfigureAwait(false))
                known.TryAdd(name, record);
        return await FlattenAsync(roots, known, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same but for members whose summaries don't name a dataset type, given by its key: most of a long chain's don't.</summary>
    /// <exception cref="MissingCollectionException">A name without wildcards is missing.</exception>
    internal async Task<IReadOnlyList<CollectionRecord>> FlattenAsync(IReadOnlyList<string> names, long datasetType, CancellationToken cancellationToken)
    {
        return await flat.FindAsync(string.Create(CultureInfo.InvariantCulture, $"{datasetType}\n{string.Join('\n', names)}"), ReadAsync, cancellationToken).ConfigureAwait(false);

        async Task<IReadOnlyList<CollectionRecord>> ReadAsync()
        {
            var (roots, _) = await RootsAsync(names, cancellationToken).ConfigureAwait(false);
            return await FlattenAsync(roots, await reader.WithMembersAsync(roots, datasetType, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Registers collections that are not there yet; those that are must be of the same type. Returns the names that are new.</summary>
    /// <exception cref="ConflictException">One is there with another type.</exception>
    public Task<IReadOnlyList<string>> RegisterAsync(
        IReadOnlyList<string> names, CollectionType type, string? documentation, CancellationToken cancellationToken) =>
        writer.RegisterAsync([.. names.Select(name => new NewCollection(name, type, documentation))], cancellationToken);

    /// <summary>The same for collections of several types, altogether.</summary>
    /// <exception cref="ConflictException">One is there with another type.</exception>
    internal Task<IReadOnlyList<string>> RegisterAsync(IReadOnlyList<NewCollection> collections, CancellationToken cancellationToken) =>
        writer.RegisterAsync(collections, cancellationToken);

    /// <summary>Changes the children of a chain; returns them as they are afterwards.</summary>
    /// <exception cref="CollectionCycleException">The chain would contain itself.</exception>
    /// <exception cref="MissingCollectionException">The chain or a child does not exist.</exception>
    /// <exception cref="CollectionTypeException">The parent is not a chain.</exception>
    public Task<IReadOnlyList<string>> EditChainAsync(
        string parent, ChainEdit edit, IReadOnlyList<string> children, CancellationToken cancellationToken) =>
        chains.EditAsync(parent, edit, children, cancellationToken);

    /// <summary>Gives many chains new children in one step.</summary>
    /// <exception cref="CollectionCycleException">A chain would contain itself.</exception>
    /// <exception cref="MissingCollectionException">A chain or a child does not exist.</exception>
    /// <exception cref="CollectionTypeException">A parent is not a chain.</exception>
    internal Task RedefineChainsAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> chains, CancellationToken cancellationToken) =>
        this.chains.EditAsync(chains, ChainEdit.Redefine, cancellationToken);

    /// <summary>Takes collections out of all of some chains in one step.</summary>
    internal Task LeaveChainsAsync(IReadOnlyCollection<string> chains, IReadOnlyCollection<string> children, CancellationToken cancellationToken) =>
        this.chains.LeaveAsync(chains, children, cancellationToken);

    /// <summary>Names of the chains that hold each of the collections directly, in name order.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ParentsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var parents = await reader.ParentsAsync(names, cancellationToken).ConfigureAwait(false);
        return names.Distinct(StringComparer.Ordinal)
            .ToDictionary(n => n, n => (IReadOnlyList<string>)(parents.GetValueOrDefault(n) ?? []), StringComparer.Ordinal);
    }

    /// <summary>Summaries of collections; a chain's is the union of its members'.</summary>
    /// <exception cref="MissingCollectionException">One is missing.</exception>
    public async Task<IReadOnlyDictionary<string, CollectionSummary>> SummariesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var all = await reader.WithMembersAsync(names, cancellationToken).ConfigureAwait(false);
        if (names.Where(n => !all.ContainsKey(n)).ToList() is { Count: > 0 } missing)
            throw await MissingAsync(missing, cancellationToken).ConfigureAwait(false);
        var own = await summaries.ReadAsync([.. all.Values.Where(c => c.Type != CollectionType.Chained)], cancellationToken).ConfigureAwait(false);
        return names.Distinct(StringComparer.Ordinal).ToDictionary(
            n => n, n => SummaryReader.Union(ChainFlattening.Flatten([n], all).Select(c => own[c.Name])), StringComparer.Ordinal);
    }

    /// <summary>What <see cref="FlattenAsync(IReadOnlyList{string}, CancellationToken)"/> gives, with summaries; those who ask again and again wait for it once, until somebody commits a change.</summary>
    /// <exception cref="MissingCollectionException">A name without wildcards is missing.</exception>
    internal Task<CollectionsAndSummaries> SearchedAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) => context.Database.LookUpAsync(
        string.Concat(names.Select(n => $"collection {n.Length}:{n} ")),
        async token =>
        {
            var found = await FlattenAsync(names, token).ConfigureAwait(false);
            return new CollectionsAndSummaries(found, await summaries.ReadAsync(found, token).ConfigureAwait(false));
        },
        searched => searched.Flat.Count + 1,
        cancellationToken);

    /// <summary>Sets the documentation of a collection; empty text means none.</summary>
    /// <exception cref="MissingCollectionException">There is no such collection.</exception>
    public async Task SetDocumentationAsync(string name, string documentation, CancellationToken cancellationToken)
    {
        if (!await writer.SetDocumentationAsync(name, documentation, cancellationToken).ConfigureAwait(false))
            throw await MissingAsync([name], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes collections; a RUN takes its datasets with it (they must be out of every datastore first).</summary>
    /// <exception cref="OrphanedRecordException">A collection is a member of a chain, or a dataset is still in a datastore.</exception>
    /// <exception cref="MissingCollectionException">One is missing.</exception>
    public Task RemoveAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) => writer.RemoveAsync(names, cancellationToken);

    /// <summary>
    /// Those of some collections that are there, as they are and stay until the transaction ends: what is told of them before they are changed is what they
    /// were.
    /// </summary>
    internal Task<Dictionary<string, CollectionRecord>> HoldAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) => chains.HoldAsync(names, cancellationToken);

    /// <summary>Those of some collections that are there, by name.</summary>
    internal Task<Dictionary<string, CollectionRecord>> FindKnownAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        reader.ByNameAsync(names, cancellationToken);

    /// <summary>Collections by name, all of which must be there.</summary>
    /// <exception cref="MissingCollectionException">One is missing.</exception>
    internal async Task<IReadOnlyList<CollectionRecord>> FindAllAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var found = await reader.ByNameAsync(names, cancellationToken).ConfigureAwait(false);
        return names.Where(n => !found.ContainsKey(n)).ToList() is { Count: > 0 } missing
            ? throw await MissingAsync(missing, cancellationToken).ConfigureAwait(false)
            : [.. names.Select(n => found[n])];
    }

    // Names instead of patterns, with the collections that are known by then.
    private async Task<(IReadOnlyList<string> Roots, Dictionary<string, CollectionRecord> Known)> RootsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (!names.Any(Glob.IsPattern))
            return (names, new(StringComparer.Ordinal));
        var (byGlob, all) = await ResolveAsync(names, cancellationToken).ConfigureAwait(false);
        return ([.. byGlob.SelectMany(n => n)], all);
    }

    private async Task<IReadOnlyList<CollectionRecord>> FlattenAsync(
        IReadOnlyList<string> roots, Dictionary<string, CollectionRecord> all, CancellationToken cancellationToken) =>
        roots.Where(n => !all.ContainsKey(n)).ToList() is { Count: > 0 } missing
            ? throw await MissingAsync(missing, cancellationToken).ConfigureAwait(false)
            : ChainFlattening.Flatten(roots, all);

    private async Task<(IReadOnlyList<IReadOnlyList<string>> ByGlob, Dictionary<string, CollectionRecord> All)> ResolveAsync(
        IReadOnlyList<string> globs, CancellationToken cancellationToken)
    {
        var plain = globs.Where(g => !Glob.IsPattern(g)).ToList();
        var all = plain.Count == 0 ? new(StringComparer.Ordinal) : await reader.ByNameAsync(plain, cancellationToken).ConfigureAwait(false);
        if (plain.Where(n => !all.ContainsKey(n)).ToList() is { Count: > 0 } missing)
            throw await MissingAsync(missing, cancellationToken).ConfigureAwait(false);
        var byGlob = new List<IReadOnlyList<string>>();
        foreach (var glob in globs)
        {
            if (!Glob.IsPattern(glob))
            {
                byGlob.Add([glob]);
                continue;
            }

            var matches = await reader.ByPatternAsync([glob], cancellationToken).ConfigureAwait(false);
            foreach (var match in matches)
                all[match.Name] = match;
            byGlob.Add([.. matches.Select(m => m.Name)]);
        }

        return (byGlob, all);
    }

    private Task<MissingCollectionException> MissingAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        reader.MissingAsync(names, cancellationToken);
}
