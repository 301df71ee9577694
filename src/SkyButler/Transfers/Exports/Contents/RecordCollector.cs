using System.Globalization;
using System.Text;
using SkyButler.Configuration.Yaml;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Records;
using SkyButler.Transfers.Repositories;
using SkyButler.Transfers.Spools;

namespace SkyButler.Transfers.Exports.Contents;

/// <summary>
/// Collects the dimension records that datasets need, each as the text that it has in an export file: those of their data IDs, those that
/// travel with these, and what these refer to in turn.
/// </summary>
internal sealed class RecordCollector : IAsyncDisposable
{
    private const int Batch = 5000;
    private const int RecordIndentation = 2;

    private readonly SqlRegistry registry;
    private readonly QueryEngine queries;
    private readonly FreshRecords fresh;
    private readonly SortedDictionary<int, SortedSpool> spools = [];
    private readonly HashSet<DimensionElement> complete = [];

    public RecordCollector(SqlRegistry registry, QueryEngine queries)
    {
        this.registry = registry;
        this.queries = queries;
        fresh = new(registry, queries);
    }

    /// <summary>Takes all records of an element.</summary>
    public async Task AddAllAsync(DimensionElement element, CancellationToken cancellationToken)
    {
        complete.Add(element);
        await foreach (var record in queries.RecordsAsync(element.Name, new DataIdQuery { Dimensions = [] }, cancellationToken).ConfigureAwait(false))
            await AddAsync(record, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes what data IDs with records need.</summary>
    public async Task AddAsync(IReadOnlyList<DataCoordinate> expanded, CancellationToken cancellationToken)
    {
        await foreach (var record in fresh.OfAsync(expanded, cancellationToken).ConfigureAwait(false))
            if (!complete.Contains(record.Element))
                await AddAsync(record, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes everything, element by element in the universe's order, sorted by data ID.</summary>
    public async Task WriteAsync(ExportFileWriter writer, CancellationToken cancellationToken)
    {
        foreach (var (index, spool) in spools)
        {
            await writer.BeginAsync(
                new([ExportNodes.Entry("type", "dimension"), ExportNodes.Entry("element", registry.Universe.Elements[index].Name)]), "records").ConfigureAwait(false);
            await foreach (var entry in spool.ReadAsync(cancellationToken).ConfigureAwait(false))
                await writer.WriteItemAsync(Encoding.UTF8.GetString(entry.Content)).ConfigureAwait(false);
            await writer.EndAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var spool in spools.Values)
            await spool.DisposeAsync().ConfigureAwait(false);
    }

    private ValueTask AddAsync(DimensionRecord record, CancellationToken cancellationToken)
    {
        if (!spools.TryGetValue(record.Element.Index, out var spool))
            spools[record.Element.Index] = spool = new();
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new YamlEmitter(text, YamlKeyOrder.AsGiven).WriteItem(ExportNodes.Of(record), RecordIndentation);
        return spool.AddAsync(SpoolKey.Of(RecordKey.Of(record).Values), Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
    }
}
