using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Transfers.Exports.Contents;

namespace SkyButler.Transfers.Exports;

/// <summary>
/// Exports datasets with all that they need: first their files, some thousands at a time, and last, all at once, the file that describes them.
/// An export that was stopped goes on when it is asked for again. Fault point: <c>export.before-file</c>.
/// </summary>
internal sealed class RepositoryExport(SqlRegistry registry, QueryEngine queries, StoredFiles stored, ILogger log)
{
    private const int BufferSize = 1 << 16;

    /// <summary>Exports; returns how many datasets and files there are.</summary>
    public async Task<ExportSummary> RunAsync(IAsyncEnumerable<DatasetRef> datasets, ResourcePath folder, ExportOptions options, CancellationToken cancellationToken)
    {
        if (options.Transfer is TransferMode.Move or TransferMode.Direct or TransferMode.Split)
            throw new ExportException($"Files can't be exported by '{options.Transfer.ToName()}', as they stay in the repository; use copy or a link.");
        var target = new RootedPaths(folder).JoinForWriting(options.FileName);
        var resources = stored.Resources;
        if (!options.Overwrite && await resources.ExistsAsync(target, cancellationToken).ConfigureAwait(false))
            throw new ExportException($"{target.DisplayName} exists already; choose another folder, or ask to overwrite (--overwrite).");
        var records = new RecordCollector(registry, queries);
        await using var closingRecords = records.ConfigureAwait(false);
        var exported = new ExportedDatasets();
        await using var closingDatasets = exported.ConfigureAwait(false);
        foreach (var element in Elements(options.Elements))
            await records.AddAllAsync(element, cancellationToken).ConfigureAwait(false);
        if (options.DatasetTypes.Count > 0)
            foreach (var type in await registry.DatasetTypes.QueryAsync(options.DatasetTypes, null, cancellationToken).ConfigureAwait(false))
                exported.Add(type);
        var files = new ExportFiles(stored, folder, options.Transfer, log);
        await CollectAsync(datasets, records, exported, files, options.BatchSize, options.Progress, cancellationToken).ConfigureAwait(false);
        await resources.For(folder).CreateDirectoryAsync(folder, cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("export.before-file");
        await WriteAsync(target, records, exported, options, cancellationToken).ConfigureAwait(false);
        files.Finish();
        return new(exported.Count, files.Count);
    }

    private async Task CollectAsync(
        IAsyncEnumerable<DatasetRef> datasets, RecordCollector records, ExportedDatasets exported, ExportFiles files, int batchSize, IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken)
    {
        await foreach (var batch in datasets.Chunk(batchSize).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var dataIds = await registry.Records.ExpandAsync([.. batch.Select(d => d.DataId)], cancellationToken).ConfigureAwait(false);
            await records.AddAsync(dataIds, cancellationToken).ConfigureAwait(false);
            var expanded = batch.Select((d, i) => d.WithDataId(dataIds[i])).ToList();
            var artifacts = await files.BringAsync(expanded, cancellationToken).ConfigureAwait(false);
            foreach (var dataset in expanded)
                await exported.AddAsync(dataset, artifacts.GetValueOrDefault(dataset.Id, []), cancellationToken).ConfigureAwait(false);
            // They come as a search finds them, so how many there are shows at the end.
            progress?.Report(new("Exporting datasets", exported.Count, 0));
        }
    }

    private async Task WriteAsync(ResourcePath target, RecordCollector records, ExportedDatasets exported, ExportOptions options, CancellationToken cancellationToken)
    {
        var collections = await ExportedCollections.FindAsync(registry, options.Collections, exported.Runs, cancellationToken).ConfigureAwait(false);
        new FileLeftovers().Remove([target]);
        var batch = stored.Resources.For(target).BeginBatch();
        await using var closing = batch.ConfigureAwait(false);
        try
        {
            await WriteTextAsync(await batch.StageAsync(target, cancellationToken).ConfigureAwait(false), collections, records, exported, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new ExportException($"Cannot write {target.DisplayName}: {e.Message.TrimEnd('.')}. Make room or choose another folder, and run this again.", e);
        }

        await batch.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteTextAsync(
        string path, ExportedCollections collections, RecordCollector records, ExportedDatasets exported, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            var text = new StreamWriter(file);
            await using (text.ConfigureAwait(false))
            {
                var writer = new ExportFileWriter(text);
                await writer.BeginAsync(registry.Universe).ConfigureAwait(false);
                await records.WriteAsync(writer, cancellationToken).ConfigureAwait(false);
                await collections.WriteAsync(writer).ConfigureAwait(false);
                await exported.WriteAsync(writer, cancellationToken).ConfigureAwait(false);
                var associations = new ExportedAssociations(queries, exported);
                var summaries = await registry.Collections.SummariesAsync([.. collections.WithAssociations.Select(c => c.Name)], cancellationToken).ConfigureAwait(false);
                foreach (var collection in collections.WithAssociations)
                    await associations.WriteAsync(writer, collection, summaries[collection.Name], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private IEnumerable<DimensionElement> Elements(IReadOnlyList<string> globs)
    {
        var plain = globs.Where(g => !Glob.IsPattern(g)).Select(g => registry.Universe[g]).ToHashSet();
        var matchers = globs.Where(Glob.IsPattern).Select(Glob.Matcher).ToList();
        return registry.Universe.Elements.Where(e => e.HasTable && (plain.Contains(e) || matchers.Exists(m => m(e.Name))));
    }
}
