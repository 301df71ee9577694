using SkyButler.Datasets;
using SkyButler.Registry;
using SkyButler.Registry.Errors;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>Finds the dataset types that a search by globs is about.</summary>
internal sealed class TypeMatcher(SqlRegistry registry)
{
    /// <summary>Types that match and that some of the collections may have, sorted by name.</summary>
    /// <exception cref="MissingDatasetTypeException">A name without wildcards is not registered.</exception>
    public async Task<IReadOnlyList<DatasetType>> MatchAsync(AllDatasetsQuery query, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        var types = await registry.DatasetTypes.QueryAsync(query.DatasetTypes, missing, cancellationToken).ConfigureAwait(false);
        if (missing.Count > 0)
            throw new MissingDatasetTypeException($"Dataset types not found: [{string.Join(", ", missing.Select(m => $"'{m}'"))}]; query-dataset-types lists those that are registered.");
        var flat = await registry.Collections.FlattenAsync(query.Collections, cancellationToken).ConfigureAwait(false);
        var summaries = await registry.Collections.SummariesAsync([.. flat.Select(c => c.Name)], cancellationToken).ConfigureAwait(false);
        var present = summaries.Values.SelectMany(s => s.DatasetTypes).ToHashSet(StringComparer.Ordinal);
        return [.. types.Where(t => present.Contains(t.Name)).OrderBy(t => t.Name, StringComparer.Ordinal)];
    }
}
