using System.Runtime.CompilerServices;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Records;

namespace SkyButler.Transfers.Repositories;

/// <summary>
/// The dimension records that data IDs need and that were not given yet: their own, those that travel with these (<c>visit_definition</c>
/// with <c>visit</c>), and what these refer to in turn. Much later a record may be given again.
/// </summary>
internal sealed class FreshRecords
{
    private const int MostRemembered = 100_000;
    private const int Batch = 5000;

    private readonly SqlRegistry registry;
    private readonly QueryEngine queries;
    private readonly ILookup<string, DimensionElement> populated;
    private readonly Dictionary<DimensionElement, HashSet<RecordKey>> seen = [];
    private int remembered;

    public FreshRecords(SqlRegistry registry, QueryEngine queries)
    {
        this.registry = registry;
        this.queries = queries;
        populated = registry.Universe.Elements.Where(e => e is { HasTable: true, PopulatedBy: not null }).ToLookup(e => e.PopulatedBy!, StringComparer.Ordinal);
    }

    /// <summary>The records of data IDs, which have theirs.</summary>
    public async IAsyncEnumerable<DimensionRecord> OfAsync(IReadOnlyList<DataCoordinate> expanded, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new Queue<IReadOnlyList<DataCoordinate>>([expanded]);
        while (pending.TryDequeue(out var dataIds))
        {
            var found = Find(dataIds);
            foreach (var record in found)
                yield return record;
            foreach (var group in found.Where(r => populated.Contains(r.Element.Name)).GroupBy(r => r.Element).ToList())
            {
                var companions = CompanionsAsync(group.Key, [.. group.Select(r => r.DataId)], cancellationToken);
                await foreach (var batch in companions.Chunk(Batch).WithCancellation(cancellationToken).ConfigureAwait(false))
                    pending.Enqueue(await registry.Records.ExpandAsync(batch, cancellationToken).ConfigureAwait(false));
            }
        }
    }

    private List<DimensionRecord> Find(IReadOnlyList<DataCoordinate> dataIds)
    {
        if (remembered > MostRemembered)
        {
            seen.Clear();
            remembered = 0;
        }

        var found = new List<DimensionRecord>();
        foreach (var dataId in dataIds)
        {
            foreach (var record in dataId.Records!.Values)
            {
                if (record is null || !record.Element.HasTable)
                    continue;
                if (!seen.TryGetValue(record.Element, out var keys))
                    seen[record.Element] = keys = [];
                if (!keys.Add(RecordKey.Of(record)))
                    continue;
                remembered++;
                found.Add(record);
            }
        }

        return found;
    }

    private async IAsyncEnumerable<DataCoordinate> CompanionsAsync(
        DimensionElement element, IReadOnlyList<DataCoordinate> dataIds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await queries.UploadAsync([.. element.Required.Select(r => r.Name)], dataIds, cancellationToken).ConfigureAwait(false);
        await using var closing = table.ConfigureAwait(false);
        foreach (var companion in populated[element.Name])
            await foreach (var record in queries.Query().Join(table).Records(companion.Name).WithCancellation(cancellationToken).ConfigureAwait(false))
                yield return record.DataId;
    }
}
