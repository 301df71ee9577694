using SkyButler.Registry.Collections;
using SkyButler.Registry.Datasets;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>Looks up the collections of searches and leaves out those that can't have what is sought.</summary>
internal sealed class SearchResolver(SearchedCollections searched)
{
    private static readonly char[] Wildcards = ['*', '?', '['];

    /// <summary>A search for each type.</summary>
    /// <param name="types">Dataset types with their tables.</param>
    /// <param name="collections">Names or globs of collections.</param>
    /// <param name="governors">Values that governors may have, where conditions restrict them.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <exception cref="Registry.Errors.MissingCollectionException">A name is no collection.</exception>
    public async Task<IReadOnlyList<DatasetSearch>> ResolveAsync(
        IReadOnlyList<DatasetTypeTables> types,
        IReadOnlyList<string> collections,
        IReadOnlyDictionary<string, IReadOnlySet<string>> governors,
        CancellationToken cancellationToken)
    {
        if (types.Count == 0)
            return [];
        if (collections.Count == 0)
            throw new QueryException("No collections provided and no default collections; name some, or '*' for all.");
        var (flat, summaries) = await searched.FindAsync(collections, cancellationToken).ConfigureAwait(false);
        return [.. types.Select(t => Make(t, collections, flat, summaries, governors))];
    }

    /// <summary>Refuses globs where the order of collections decides.</summary>
    /// <exception cref="QueryException">There is one.</exception>
    public static void RefuseWildcards(IReadOnlyList<string> collections)
    {
        if (collections.FirstOrDefault(c => c.IndexOfAny(Wildcards) >= 0) is { } glob)
            throw new QueryException($"Can not use wildcards in collections when find_first=True (given {glob}): name the collections in the order in which to search.");
    }

    private static DatasetSearch Make(
        DatasetTypeTables tables,
        IReadOnlyList<string> asked,
        IReadOnlyList<CollectionRecord> flat,
        IReadOnlyDictionary<string, CollectionSummary> summaries,
        IReadOnlyDictionary<string, IReadOnlySet<string>> governors)
    {
        var kept = new List<CollectionRecord>();
        var messages = new List<string>();
        foreach (var collection in flat)
        {
            if (Obstacle(tables, collection, summaries[collection.Name], governors) is { } obstacle)
                messages.Add(obstacle);
            else
                kept.Add(collection);
        }

        if (flat.Count == 0)
            messages.Add("No datasets can be found because collection list is empty.");
        if (kept.Count == 0)
            messages.Insert(0, $"Search for dataset type '{tables.Type.Name}' in [{string.Join(", ", asked.Select(a => $"'{a}'"))}] is doomed to fail.");
        return new DatasetSearch(tables, kept, messages)
        {
            RunsOfType = flat.Count(c => c.Type == CollectionType.Run && summaries[c.Name].DatasetTypes.Contains(tables.Type.Name)),
        };
    }

    private static string? Obstacle(
        DatasetTypeTables tables, CollectionRecord collection, CollectionSummary summary, IReadOnlyDictionary<string, IReadOnlySet<string>> governors)
    {
        var type = tables.Type;
        if (!summary.DatasetTypes.Contains(type.Name) || (collection.Type == CollectionType.Calibration && tables.Calibs is null))
            return $"No datasets of type '{type.Name}' in collection '{collection.Name}'.";
        foreach (var governor in type.Dimensions.Governors.Where(g => governors.ContainsKey(g.Name)))
            if (!summary.Governors.TryGetValue(governor.Name, out var values) || !values.Overlaps(governors[governor.Name]))
                return governors[governor.Name].Count == 0
                    ? $"No dataset of collection '{collection.Name}' can satisfy what is said of '{governor}'."
                    : $"No datasets with {string.Join(" or ", governors[governor.Name].Select(v => $"{governor}='{v}'"))} in collection '{collection.Name}'.";
        return null;
    }
}
