using System.Runtime.CompilerServices;
using SkyButler.Datasets;
using SkyButler.Registry;

namespace SkyButler.Queries;

/// <summary>A question for datasets of several types, as command lines ask it.</summary>
public sealed record DatasetsOfTypes
{
    /// <summary>Names or globs of dataset types; empty for all.</summary>
    public IReadOnlyList<string> DatasetTypes { get; init; } = [];

    /// <summary>Collections to search, in order, or globs; empty for all.</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];

    /// <summary>A condition in the query language; empty for none.</summary>
    public string Where { get; init; } = "";

    /// <summary>Only the dataset of the first collection that has one, for each type and data ID.</summary>
    public bool FindFirst { get; init; }

    /// <summary>Fields to sort by; only with one dataset type.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>At most so many datasets of all types together; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether data IDs come with implied values and dimension records.</summary>
    public bool WithRecords { get; init; }

    /// <summary>Called with the names that are no registered dataset types.</summary>
    public Action<IReadOnlyList<string>>? OnMissingTypes { get; init; }

    /// <summary>Called where the limit left datasets out.</summary>
    public Action<int>? OnTruncated { get; init; }

    /// <summary>The datasets, type by type in name order.</summary>
    /// <exception cref="Registry.Errors.MissingCollectionException">A collection does not exist.</exception>
    public async IAsyncEnumerable<DatasetRef> RunAsync(
        SqlRegistry registry, QueryEngine queries, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = Limit;
        foreach (var type in await FindTypesAsync(registry, cancellationToken))
        {
            var query = new DatasetQuery
            {
                DatasetType = type.Name,
                Collections = Collections.Count > 0 ? Collections : ["*"],
                Where = Where,
                FindFirst = FindFirst,
                OrderBy = OrderBy,
                Limit = left + 1,
                WithRecords = WithRecords,
            };
            await foreach (var dataset in queries.DatasetsAsync(query, cancellationToken))
            {
                if (left == 0)
                {
                    OnTruncated?.Invoke(Limit!.Value);
                    yield break;
                }

                left--;
                yield return dataset;
            }
        }
    }

    // Registered types that match and that the collections may hold, by their summaries.
    private async Task<IReadOnlyList<DatasetType>> FindTypesAsync(SqlRegistry registry, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        var types = await registry.DatasetTypes.QueryAsync(DatasetTypes.Count > 0 ? DatasetTypes : ["*"], missing, cancellationToken);
        if (OrderBy.Count > 0 && (types.Count + missing.Count > 1 || DatasetTypes.Any(Glob.IsPattern)))
            throw new ButlerException("Datasets can be ordered where one dataset type is asked for by its name; drop --order-by or name one type.");
        if (missing.Count > 0)
            OnMissingTypes?.Invoke(missing);
        var collections = await registry.Collections.FlattenAsync(Collections.Count > 0 ? Collections : ["*"], cancellationToken);
        var names = collections.Select(collection => collection.Name).ToList();
        var summaries = await registry.Collections.SummariesAsync(names, cancellationToken);
        return [.. types.Where(type => summaries.Values.Any(summary => summary.DatasetTypes.Contains(type.Name)))];
    }
}
