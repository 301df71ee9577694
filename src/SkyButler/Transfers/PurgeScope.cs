using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;

namespace SkyButler.Transfers;

/// <summary>Where datasets are purged: to purge is to remove from where they are for good, and that are runs.</summary>
/// <param name="Runs">The runs, in the order in which they are searched.</param>
/// <param name="Others">Collections that were named and are no runs; nothing is purged by way of them.</param>
public sealed record PurgeScope(IReadOnlyList<string> Runs, IReadOnlyList<CollectionRecord> Others)
{
    /// <summary>The runs among some collections.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="purged">The run that is purged.</param>
    /// <param name="collections">Names or patterns of the collections that are searched.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CollectionTypeException"><paramref name="purged"/> is no run.</exception>
    /// <exception cref="RegistryException">There is no run among them.</exception>
    public static async Task<PurgeScope> FindAsync(SqlRegistry registry, string purged, IReadOnlyList<string> collections, CancellationToken cancellationToken = default)
    {
        var target = await registry.Collections.GetAsync(purged, cancellationToken).ConfigureAwait(false);
        if (target.Type != CollectionType.Run)
            throw new CollectionTypeException($"'{purged}' is a {target.TypeName} collection and can't be purged, only a RUN can; see --disassociate and remove-collections.");
        var (runs, others) = (new List<string>(), new List<CollectionRecord>());
        // By name where they are named, since their order decides what is found first.
        foreach (var name in collections)
        {
            foreach (var collection in await registry.Collections.QueryAsync([name], null, cancellationToken).ConfigureAwait(false))
            {
                if (collection.Type == CollectionType.Run)
                    runs.Add(collection.Name);
                else if (!Glob.IsPattern(name))
                    others.Add(collection);
            }
        }

        return runs.Count > 0
            ? new([.. runs.Distinct(StringComparer.Ordinal)], others)
            : throw new RegistryException($"There is no RUN collection among {string.Join(", ", collections)}, so there is nothing to purge.");
    }
}
