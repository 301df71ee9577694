using SkyButler.Datasets;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Building;

namespace SkyButler.Pipelines.Showing;

/// <summary>Shows a quantum graph: what each quantum reads and writes, which waits for which, and where the files are.</summary>
internal sealed class QuantaShowing(Butler butler, QuantumGraph graph)
{
    private const int BatchSize = 500;

    public Task WriteAsync(ShowItem item, TextWriter writer, CancellationToken cancellationToken) => item.Name switch
    {
        ShowItem.Graph => WriteQuantaAsync(writer, cancellationToken),
        ShowItem.Workflow => WriteWorkflowAsync(writer, cancellationToken),
        ShowItem.Uri => WriteUrisAsync(writer, cancellationToken),
        _ => throw new ArgumentException($"'{item}' is not shown of a quantum graph.", nameof(item)),
    };

    private async Task WriteQuantaAsync(TextWriter writer, CancellationToken cancellationToken)
    {
        foreach (var task in graph.Tasks)
        {
            await writer.WriteLineAsync($"{task.Task.Label} ({task.Task.ClassName})".AsMemory(), cancellationToken).ConfigureAwait(false);
            for (var place = 0; place < task.Count; place++)
            {
                var quantum = task[place];
                await writer.WriteLineAsync($"  Quantum {quantum.Id} dataId={quantum.DataId}:".AsMemory(), cancellationToken).ConfigureAwait(false);
                await WriteSideAsync(writer, "inputs", quantum.Inputs).ConfigureAwait(false);
                await WriteSideAsync(writer, "outputs", quantum.Outputs).ConfigureAwait(false);
            }
        }
    }

    private static async Task WriteSideAsync(TextWriter writer, string title, IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> datasets)
    {
        await writer.WriteLineAsync($"    {title}:").ConfigureAwait(false);
        foreach (var type in datasets.Values.SelectMany(d => d).DistinctBy(d => d.Id).GroupBy(d => d.DatasetType.Name).OrderBy(g => g.Key, StringComparer.Ordinal))
            await writer.WriteLineAsync($"      {type.Key}: [{string.Join(", ", type)}]").ConfigureAwait(false);
    }

    private async Task WriteWorkflowAsync(TextWriter writer, CancellationToken cancellationToken)
    {
        var dependencies = new QuantumDependencies(graph);
        for (var number = 0; number < graph.Count; number++)
        {
            var quantum = dependencies.Quantum(number);
            await writer.WriteLineAsync($"Quantum {quantum.Id}: {quantum.Task.ClassName}".AsMemory(), cancellationToken).ConfigureAwait(false);
            foreach (var follower in dependencies.Followers(number))
                await writer.WriteLineAsync(
                    $"Parent Quantum {quantum.Id} - Child Quantum {dependencies.Quantum(follower).Id}".AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteUrisAsync(TextWriter writer, CancellationToken cancellationToken)
    {
        foreach (var batch in graph.Quanta.Chunk(BatchSize))
        {
            var datasets = batch.SelectMany(q => q.Inputs.Values.Concat(q.Outputs.Values)).SelectMany(d => d).DistinctBy(d => d.Id).ToList();
            var dataIds = await QuantumRecords.ExpandAsync(butler, [.. datasets.Select(d => d.DataId)], cancellationToken).ConfigureAwait(false);
            var uris = await butler.Datastore.GetUrisAsync([.. datasets.Zip(dataIds, (d, id) => d.WithDataId(id))], cancellationToken).ConfigureAwait(false);
            foreach (var quantum in batch)
            {
                await writer.WriteLineAsync($"Quantum {quantum.Id}: {quantum.Task.ClassName}").ConfigureAwait(false);
                await WriteSideAsync(writer, "Inputs", quantum.Inputs, uris).ConfigureAwait(false);
                await WriteSideAsync(writer, "Outputs", quantum.Outputs, uris).ConfigureAwait(false);
            }
        }
    }

    private static async Task WriteSideAsync(
        TextWriter writer, string title, IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> datasets,
        IReadOnlyDictionary<Guid, IReadOnlyList<Datastores.DatasetUri>> uris)
    {
        await writer.WriteLineAsync($"  {title}:").ConfigureAwait(false);
        foreach (var dataset in datasets.Values.SelectMany(d => d).DistinctBy(d => d.Id))
        {
            if (uris[dataset.Id] is [{ Component: null } only])
            {
                await writer.WriteLineAsync($"    {only.Uri}").ConfigureAwait(false);
                continue;
            }

            await writer.WriteLineAsync("    (disassembled artifact)").ConfigureAwait(false);
            foreach (var part in uris[dataset.Id])
                await writer.WriteLineAsync($"      {part.Component}: {part.Uri}").ConfigureAwait(false);
        }
    }
}
