using SkyButler.Datasets;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Collections;

namespace SkyButler.Curation;

/// <summary>Adds the datasets that a search finds to a TAGGED collection.</summary>
public static class Tagging
{
    /// <summary>Adds them, all or none; the collection is made if need be.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> AddAsync(
        SqlRegistry registry, QueryEngine queries, string collection, AllDatasetsQuery search, CancellationToken cancellationToken)
    {
        // All are found before the first is added: the search may visit the very table that is written.
        var found = new List<DatasetRef>();
        await foreach (var dataset in queries.AllDatasetsAsync(search, cancellationToken))
            found.Add(dataset);
        await registry.TransactAsync(
            async token =>
            {
                await registry.Collections.RegisterAsync([collection], CollectionType.Tagged, null, token);
                if (found.Count > 0)
                    await registry.Datasets.AssociateAsync(collection, found, token);
            },
            cancellationToken);
        return found.Count;
    }
}
