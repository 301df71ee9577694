using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Columns;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Quanta.Files.Reading;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Records;

namespace SkyButler.Pipelines.Execution.QuantumBacked;

/// <summary>
/// Fills the database that stands in for a repository's own with what the quanta at hand need: what the graph's file tells of inputs, and what of
/// intermediates and outputs lies where it would be written, since other processes made it.
/// </summary>
internal sealed class QuantumBackedContent(Butler butler, GraphWork work)
{
    private const int BatchSize = 5_000;

    public async Task FillAsync(JsonElement records, CancellationToken cancellationToken)
    {
        await butler.Registry.Collections.RegisterAsync([work.Graph.OutputRun], CollectionType.Run, null, cancellationToken).ConfigureAwait(false);
        await butler.Registry.TransactAsync(token => InsertRecordsAsync(new DimensionDataReader(records, butler.Universe), token), cancellationToken).ConfigureAwait(false);
        DatasetRef? missing = null;
        foreach (var batch in Datasets().DistinctBy(d => d.Id).Chunk(BatchSize))
        {
            var stored = batch.SelectMany(Recorded).ToList();
            var known = stored.Select(s => s.Dataset.Id).ToHashSet();
            stored.AddRange(await butler.FindUnrecordedAsync([.. batch.Where(d => !known.Contains(d.Id))], cancellationToken).ConfigureAwait(false));
            await butler.AdoptAsync(stored, cancellationToken).ConfigureAwait(false);
            if (work.Records is null && missing is null)
            {
                known = [.. stored.Select(s => s.Dataset.Id)];
                missing = Array.Find(batch, d => IsOverallInput(d) && !known.Contains(d.Id));
            }
        }

        if (missing is not null)
            throw new QuantumGraphException($"The graph does not tell where its inputs are stored, such as {missing}; build it anew with --qgraph-datastore-records.");
    }

    private async Task InsertRecordsAsync(DimensionDataReader reader, CancellationToken cancellationToken)
    {
        var wanted = RecordKeys.Of(work.Graph).ToDictionary(k => k.Element, k => Enumerable.Range(0, k.Keys.Count).Select(k.Keys.DataId).ToHashSet());
        foreach (var element in reader.Elements.Where(wanted.ContainsKey))
            await butler.Registry.Records.InsertAsync(
                element, [.. reader.Records(element).Where(r => wanted[element].Contains(r.DataId))], RecordInsertMode.SkipExisting, cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<DatasetRef> Datasets()
    {
        foreach (var quantum in work.Graph.InitQuanta)
            foreach (var dataset in quantum.Inputs.Values.Concat(quantum.Outputs.Values))
                yield return dataset;
        foreach (var column in work.Graph.Tasks.SelectMany(t => t.Connections).Select(c => c.Datasets).Distinct())
            for (var i = 0; i < column.Count; i++)
                yield return column.Dataset(i);
    }

    private IEnumerable<StoredDataset> Recorded(DatasetRef dataset) =>
        work.Records?.Find(dataset.Id).Select(r => new StoredDataset(dataset, r.Datastore, r.Records)) ?? [];

    private bool IsOverallInput(DatasetRef dataset) => work.Graph.Pipeline.DatasetTypes.TryGetValue(dataset.DatasetType.Name, out var type) && type.Producer is null;
}
