using SkyButler.Datasets;
using SkyButler.Registry;
using SkyButler.Registry.Errors;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>Finds the dataset types that a search by globs is about.</summary>
internal sealed class TypeMatcher(SqlRegistry registry, SearchedCollections searched)
{
    /// <summary>Types that match and that some of the collections may have, sorted by name.</summary>
    /// <exception cref="MissingDatasetTypeException">A name without wildcards is not registered, and nobody wants to hear of it.</exception>
    /// <exception cref="QueryException">Datasets of several types would have to be sorted.</exception>
    public async Task<IReadOnlyList<DatasetType>> MatchAsync(AllDatasetsQuery query, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        var types = await registry.DatasetTypes.QueryAsync(query.DatasetTypes, missing, cancellationToken).ConfigureAwait(false);
        if (query.OrderBy.Count > 0 && (types.Count + missing.Count > 1 || query.DatasetTypes.Any(Glob.IsPattern)))
            throw new QueryException("Datasets can be ordered where one dataset type is asked for by its name; drop the order or name one type.");
        if (missing.Count > 0 && query.OnMissingTypes is null)
            throw new MissingDatasetTypeException($"Dataset types not found: [{string.Join(", ", missing.Select(m => $"'{m}'"))}]; query-dataset-types lists those that are registered.");
        if (missing.Count > 0)
            query.OnMissingTypes?.Invoke(missing);
        var found = await searched.FindAsync(query.Collections, cancellationToken).ConfigureAwait(false);
        var present = found.Summaries.Values.SelectMany(s => s.DatasetTypes).ToHashSet(StringComparer.Ordinal);
        return [.. types.Where(t => present.Contains(t.Name)).OrderBy(t => t.Name, StringComparer.Ordinal)];
    }
}
