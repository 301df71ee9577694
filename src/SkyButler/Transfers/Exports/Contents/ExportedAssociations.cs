using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using SkyButler.Configuration.Nodes;
using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry.Collections;
using SkyButler.Transfers.Spools;

namespace SkyButler.Transfers.Exports.Contents;

/// <summary>Writes which of the exported datasets collections have, and when they are valid there.</summary>
internal sealed class ExportedAssociations(QueryEngine queries, ExportedDatasets datasets)
{
    // Of one range of time so many identifiers stand together; more stand in another part with the same range.
    private const int LargestRange = 50_000;

    /// <summary>Writes those of one collection; nothing where it has none of the datasets.</summary>
    public async Task WriteAsync(ExportFileWriter writer, CollectionRecord collection, CollectionSummary summary, CancellationToken cancellationToken)
    {
        var found = new SortedSpool();
        await using var closing = found.ConfigureAwait(false);
        foreach (var type in datasets.Types.Values.Where(t => summary.DatasetTypes.Contains(t.Name)))
            await FindAsync(found, type, collection, cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
            return;
        var isTagged = collection.Type == CollectionType.Tagged;
        var head = new ConfigMapping(
        [
            ExportNodes.Entry("type", "associations"), ExportNodes.Entry("collection", collection.Name), ExportNodes.Entry("collection_type", collection.TypeName),
        ]);
        await writer.BeginAsync(head, isTagged ? "dataset_ids" : "validity_ranges").ConfigureAwait(false);
        var ids = new List<Guid>();
        Timespan? current = null;
        await foreach (var entry in found.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var id = Guid.ParseExact(entry.Key.AsSpan(entry.Key.Length - 32), "N");
            if (isTagged)
            {
                await writer.WriteItemAsync(ExportNodes.Of(id)).ConfigureAwait(false);
                continue;
            }

            var validity = ReadTimespan(entry.Content);
            if (ids.Count > 0 && (validity != current || ids.Count == LargestRange))
                await WriteRangeAsync(writer, current!.Value, ids).ConfigureAwait(false);
            current = validity;
            ids.Add(id);
        }

        if (ids.Count > 0)
            await WriteRangeAsync(writer, current!.Value, ids).ConfigureAwait(false);
        await writer.EndAsync().ConfigureAwait(false);
    }

    // Both are sorted by identifier, so that those in both are found without holding either.
    private async Task FindAsync(SortedSpool found, DatasetType type, CollectionRecord collection, CancellationToken cancellationToken)
    {
        var memberships = new SortedSpool();
        await using var closing = memberships.ConfigureAwait(false);
        await foreach (var membership in queries.AssociationsAsync(type.Name, [collection.Name], null, cancellationToken).ConfigureAwait(false))
            await memberships.AddAsync(membership.Dataset.Id.ToString("N"), WriteTimespan(membership.Validity), cancellationToken).ConfigureAwait(false);
        await foreach (var (key, content) in ExportedAsync(memberships, cancellationToken).ConfigureAwait(false))
        {
            var validity = ReadTimespan(content);
            var order = collection.Type == CollectionType.Tagged ? "" : SpoolKey.Of(SpoolKey.Of(validity.BeginNanoseconds), SpoolKey.Of(validity.EndNanoseconds));
            await found.AddAsync(SpoolKey.Of(order, key), content, cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<SpoolEntry> ExportedAsync(SortedSpool memberships, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var exported = datasets.Ids.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var closing = exported.ConfigureAwait(false);
        var hasMore = await exported.MoveNextAsync().ConfigureAwait(false);
        await foreach (var entry in memberships.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (hasMore && string.CompareOrdinal(exported.Current.Key, entry.Key) < 0)
                hasMore = await exported.MoveNextAsync().ConfigureAwait(false);
            if (!hasMore)
                yield break;
            if (exported.Current.Key == entry.Key)
                yield return entry;
        }
    }

    private static Task WriteRangeAsync(ExportFileWriter writer, Timespan validity, List<Guid> ids)
    {
        var range = new ConfigMapping(
            [ExportNodes.Entry("timespan", ExportNodes.Of(validity)), ExportNodes.Entry("dataset_ids", new ConfigSequence([.. ids.Select(ExportNodes.Of)]))]);
        ids.Clear();
        return writer.WriteItemAsync(range);
    }

    private static byte[] WriteTimespan(Timespan? timespan)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, timespan?.BeginNanoseconds ?? 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), timespan?.EndNanoseconds ?? 0);
        return bytes;
    }

    private static Timespan ReadTimespan(byte[] bytes) =>
        Timespan.FromStored(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(8)));
}
