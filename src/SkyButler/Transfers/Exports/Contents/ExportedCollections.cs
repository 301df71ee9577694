using SkyButler.Configuration.Nodes;
using SkyButler.Registry;
using SkyButler.Registry.Collections;

namespace SkyButler.Transfers.Exports.Contents;

/// <summary>The collections of an export: those that were asked for with the members of chains, and the runs of datasets.</summary>
internal sealed class ExportedCollections
{
    private readonly SortedDictionary<string, CollectionRecord> all = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    private ExportedCollections()
    {
    }

    /// <summary>Collections whose datasets' tags or validity ranges are exported, by name.</summary>
    public IEnumerable<CollectionRecord> WithAssociations => all.Values.Where(c => c.Type is CollectionType.Tagged or CollectionType.Calibration && asked.Contains(c.Name));

    /// <summary>Looks them up.</summary>
    /// <exception cref="Registry.Errors.MissingCollectionException">A name without wildcards is missing.</exception>
    public static async Task<ExportedCollections> FindAsync(SqlRegistry registry, IReadOnlyList<string> names, IEnumerable<string> runs, CancellationToken cancellationToken)
    {
        var found = new ExportedCollections();
        if (names.Count > 0)
            foreach (var record in (await CollectionForest.DownwardAsync(registry.Collections, names, null, cancellationToken).ConfigureAwait(false)).Records.Values)
                found.Add(record);
        found.asked.UnionWith(found.all.Keys);
        foreach (var record in await registry.Collections.FindAllAsync([.. runs.Where(r => !found.all.ContainsKey(r))], cancellationToken).ConfigureAwait(false))
            found.Add(record);
        return found;
    }

    /// <summary>Writes them: chains after what they hold.</summary>
    public async Task WriteAsync(ExportFileWriter writer)
    {
        foreach (var record in all.Values.Where(c => c.Type != CollectionType.Chained))
            await writer.WriteAsync(Entry(record)).ConfigureAwait(false);
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var record in all.Values)
            await WriteChainAsync(writer, record, written).ConfigureAwait(false);
    }

    // Chains are nested a few deep.
    private async Task WriteChainAsync(ExportFileWriter writer, CollectionRecord record, HashSet<string> written)
    {
        if (record.Type != CollectionType.Chained || !written.Add(record.Name))
            return;
        foreach (var child in record.Children)
            await WriteChainAsync(writer, all[child], written).ConfigureAwait(false);
        await writer.WriteAsync(Entry(record)).ConfigureAwait(false);
    }

    private static ConfigMapping Entry(CollectionRecord record)
    {
        var entries = new List<ConfigEntry>
        {
            ExportNodes.Entry("type", "collection"), ExportNodes.Entry("collection_type", record.TypeName), ExportNodes.Entry("name", record.Name),
        };
        if (record.Documentation.Length > 0)
            entries.Add(ExportNodes.Entry("doc", record.Documentation));
        if (record.Type == CollectionType.Run)
            entries.AddRange(new[] { "host", "timespan_begin", "timespan_end" }.Select(key => ExportNodes.Entry(key, (string?)null)));
        if (record.Type == CollectionType.Chained)
            entries.Add(ExportNodes.Entry("children", new ConfigSequence([.. record.Children.Select(c => new ConfigScalar(c))])));
        return new(entries);
    }

    private void Add(CollectionRecord record) => all[record.Name] = record;
}
