using SkyButler.Registry;
using SkyButler.Registry.Collections;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>
/// The collections that lists of names or globs stand for, with their summaries. Each list is looked up once, so that the parts of a question
/// which go through many dataset types are answered from one state of it. Not for two threads at a time.
/// </summary>
internal sealed class SearchedCollections(SqlRegistry registry)
{
    private readonly Dictionary<string, CollectionsAndSummaries> known = new(StringComparer.Ordinal);

    /// <summary>Collections other than chains, in the order in which they are searched.</summary>
    /// <exception cref="Registry.Errors.MissingCollectionException">A name is no collection.</exception>
    public async Task<CollectionsAndSummaries> FindAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var key = string.Join('\n', names);
        if (known.TryGetValue(key, out var found))
            return found;
        return known[key] = await registry.Collections.SearchedAsync(names, cancellationToken).ConfigureAwait(false);
    }
}
