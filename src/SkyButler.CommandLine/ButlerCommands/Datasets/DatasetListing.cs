using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Output.Spools;
using SkyButler.Datasets;
using SkyButler.Datastores;

namespace SkyButler.CommandLine.ButlerCommands.Datasets;

/// <summary>Writes any number of datasets of any number of types, one table for each. What does not fit into some memory waits in temporary files.</summary>
internal sealed class DatasetListing(Butler butler, TextWriter output, string format)
{
    private const int BatchSize = 1000;
    private static readonly IReadOnlyList<DatasetUri?> NoPlace = [null];

    public required bool ShowsUri { get; init; }

    /// <summary>Whether the rows of a table are sorted; otherwise they stay as they come.</summary>
    public required bool IsSorted { get; init; }

    /// <summary>Writes what comes, type after type.</summary>
    /// <returns>The number of datasets.</returns>
    public async Task<long> WriteAsync(IAsyncEnumerable<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var writer = OutputFormat.Open(format, output);
        var batch = new List<DatasetRef>(BatchSize);
        var tables = new List<DatasetTable>();
        var garbage = new GarbageLimit();
        long count = 0;
        await foreach (var dataset in datasets.WithCancellation(cancellationToken))
        {
            if (batch.Count > 0 && batch[0].DatasetType.Name != dataset.DatasetType.Name)
            {
                await AddAsync(batch, tables, writer, cancellationToken);
                await FinishTypeAsync(tables, writer, cancellationToken);
            }

            batch.Add(dataset);
            count++;
            garbage.Note();
            if (batch.Count == BatchSize)
                await AddAsync(batch, tables, writer, cancellationToken);
        }

        await AddAsync(batch, tables, writer, cancellationToken);
        await FinishTypeAsync(tables, writer, cancellationToken);
        await writer.EndAsync(cancellationToken);
        return count;
    }

    // A disassembled composite has a table for each of its components.
    private async Task AddAsync(List<DatasetRef> batch, List<DatasetTable> tables, ListingWriter writer, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return;
        var uris = ShowsUri ? await butler.GetUrisAsync(batch, cancellationToken) : null;
        var byName = new Dictionary<string, DatasetTable>(StringComparer.Ordinal);
        foreach (var dataset in batch)
        {
            foreach (var place in Places(dataset, uris))
            {
                var name = place?.Component is { } component ? $"{dataset.DatasetType.Name}.{component}" : dataset.DatasetType.Name;
                if (!byName.TryGetValue(name, out var table))
                    byName[name] = table = Table(name, dataset.DatasetType, tables);
                if (writer.IsStreaming)
                    await WriteAtOnceAsync(table, table.Row(dataset, place), writer, cancellationToken);
                else
                    await table.AddAsync(table.Row(dataset, place), cancellationToken);
            }
        }

        batch.Clear();
    }

    private static IReadOnlyList<DatasetUri?> Places(DatasetRef dataset, IReadOnlyDictionary<Guid, IReadOnlyList<DatasetUri>>? uris) =>
        uris?.TryGetValue(dataset.Id, out var known) == true && known.Count > 0 ? known : NoPlace;

    private DatasetTable Table(string name, DatasetType type, List<DatasetTable> tables)
    {
        if (tables.Find(known => known.Name == name) is { } table)
            return table;
        table = new DatasetTable(name, type, ShowsUri, IsSorted);
        tables.Add(table);
        return table;
    }

    private static async Task WriteAtOnceAsync(DatasetTable table, object?[] row, ListingWriter writer, CancellationToken cancellationToken)
    {
        await writer.BeginAsync(table.Columns, cancellationToken);
        await writer.AddAsync(row, cancellationToken);
    }

    private async Task FinishTypeAsync(List<DatasetTable> tables, ListingWriter writer, CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            if (!writer.IsStreaming)
                await WriteAsync(table, writer, cancellationToken);
            await table.DisposeAsync();
        }

        tables.Clear();
    }

    private async Task WriteAsync(DatasetTable table, ListingWriter writer, CancellationToken cancellationToken)
    {
        if (format == OutputFormat.Table)
        {
            // What was begun must be written before the line that divides it from the next.
            await writer.EndAsync(cancellationToken);
            await output.WriteLineAsync();
        }

        await table.WriteAsync(writer, cancellationToken);
    }
}
