using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta.Building.Skeletons;
using SkyButler.Queries.Composition;

namespace SkyButler.Pipelines.Quanta.Building.Explaining;

/// <summary>Tells why the quanta of a task with some data ID are in a graph, or what keeps them out.</summary>
internal sealed class QuantumExplainer(Butler butler, PipelineGraph pipeline, GraphBuildOptions options)
{
    private const int MostQuanta = 20;

    public async Task<IReadOnlyList<string>> ExplainAsync(
        IReadOnlyList<SubgraphSkeleton> parts, string label, DataId wanted, CancellationToken cancellationToken)
    {
        var node = pipeline.TaskGraph[label];
        var group = pipeline.DimensionsOf(node);
        if (wanted.Keys.FirstOrDefault(k => !group.Contains(k)) is { } unknown)
            throw new QuantumGraphException($"Quanta of '{label}' have no dimension '{unknown}'; they have {group}.{Suggestions.For(unknown, group.Names)}");
        var task = parts.SelectMany(p => p.Tasks).FirstOrDefault(t => t.Task.Label == label);
        var rows = task is null ? [] : task.Branch.Order.Where(r => Matches(task.Branch.Table.DataId(r), wanted)).ToList();
        if (rows.Count == 0)
            return await ExplainAbsenceAsync(node, wanted, cancellationToken).ConfigureAwait(false);
        var lines = rows.Take(MostQuanta).SelectMany(row => Describe(task!, row)).ToList();
        if (rows.Count > MostQuanta)
            lines.Add($"... and {rows.Count - MostQuanta} more; give more of the data ID.");
        return lines;
    }

    private static bool Matches(DataCoordinate dataId, DataId wanted) => wanted.All(w => dataId.TryGet(w.Key, out var value) && value == DataIdValue.From(w.Value!));

    private static IEnumerable<string> Describe(TaskSkeleton task, int row)
    {
        var dataId = task.Branch.Table.DataId(row);
        if (!task.IsAlive[row])
        {
            yield return $"{task.Task.Label} {dataId} is not in the graph: {task.Reasons?.GetValueOrDefault(row) ?? "it was left out"}.";
            yield break;
        }

        yield return $"{task.Task.Label} {dataId} is in the graph:";
        foreach (var input in task.Inputs)
        {
            foreach (var target in input.Present(row))
                yield return input.Nodes.Type.Producer is { } producer
                    ? $"  {input.Edge.ConnectionName}: {input.Nodes.Type.Name} {input.Nodes.DataId(target)}, from task '{producer.TaskLabel}' in {input.Nodes.Run(target)}"
                    : $"  {input.Edge.ConnectionName}: {input.Nodes.Type.Name} {input.Nodes.DataId(target)}, found in {input.Nodes.Run(target)}";
            var missing = input.All(row).Length - input.Count(row);
            if (missing > 0)
                yield return $"  {input.Edge.ConnectionName}: {missing} more {input.Nodes.Type.Name} are missing, which the task does without";
        }

        foreach (var found in task.Prerequisites)
        {
            foreach (var dataset in found[row])
                yield return $"  {found.Edge.ConnectionName}: {dataset.DatasetType.Name} {dataset.DataId}, a prerequisite found in {dataset.Run}";
            if (found[row].Count == 0)
                yield return $"  {found.Edge.ConnectionName}: no {found.Edge.DatasetTypeName} was found, which the task does without";
        }
    }

    // The query has no such row. What of it is added one by one, until nothing is left.
    private async Task<IReadOnlyList<string>> ExplainAbsenceAsync(TaskNode node, DataId wanted, CancellationToken cancellationToken)
    {
        var title = $"{node.Label} {{{string.Join(", ", wanted.Select(w => $"{w.Key}: {w.Value}"))}}} is not in the graph:";
        var group = pipeline.DimensionsOf(node);
        var part = Subgraph.Split(pipeline).Single(p => p.Tasks.Contains(node));
        var own = butler.Queries.Query().JoinDimensions([.. group.Names]).Where(await WithGovernorsAsync(group, wanted, cancellationToken).ConfigureAwait(false));
        if (!await AnyAsync(own, group.Names, cancellationToken).ConfigureAwait(false))
            return [title, "  the repository has no such data ID.", .. await ReasonsAsync(own, group.Names, cancellationToken).ConfigureAwait(false)];
        if (options.Where.Length > 0 && await FailsAsync(own.Where(options.Where), group.Names, cancellationToken).ConfigureAwait(false))
            return [title, $"  the condition leaves it out: {options.Where}", .. await ReasonsAsync(own.Where(options.Where), group.Names, cancellationToken).ConfigureAwait(false)];
        foreach (var type in part.DatasetTypes.Where(t => t.IsInitialQueryConstraint && t.Type.Dimensions.Count > 0 && t.IsRegistered))
            if (await FailsAsync(own.JoinDatasets(type.Name, options.Inputs), group.Names, cancellationToken).ConfigureAwait(false))
                return [title, $"  no '{type.Name}' for it is in {string.Join(", ", options.Inputs)}, which {string.Join(" and ", type.Consumers)} needs."];
        return [title, $"  each condition and each input alone would allow it, but not all together for tasks {part.Labels}.", .. options.DataIdTables.Select(t => $"  the data-ID table {t} may leave it out.")];
    }

    // An instrument or sky map that nobody names is the only one.
    private async Task<DataId> WithGovernorsAsync(DimensionGroup group, DataId wanted, CancellationToken cancellationToken)
    {
        var full = new DataId(wanted);
        foreach (var governor in group.Governors.Where(g => !wanted.ContainsKey(g.Name)))
        {
            if (governor.Name == "instrument" && pipeline.Instrument is { } instrument)
            {
                full[governor.Name] = instrument;
                continue;
            }

            var known = await butler.Queries.Query().DataIds(governor.Name).Select(d => d[governor.Name].ToObject()).ToListAsync(cancellationToken).ConfigureAwait(false);
            full[governor.Name] = known.Count == 1
                ? known[0]
                : throw new QuantumGraphException($"Say which {governor.Name} is meant, since there are {known.Count}: {governor.Name}={(known.Count > 0 ? known[0] : "NAME")}.");
        }

        return full;
    }

    private static async Task<bool> FailsAsync(Query query, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        !await AnyAsync(query, names, cancellationToken).ConfigureAwait(false);

    private static Task<bool> AnyAsync(Query query, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        query.DataIds([.. names]).AnyAsync(Certainty.Exact, cancellationToken);

    private static async Task<IEnumerable<string>> ReasonsAsync(Query query, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        (await query.DataIds([.. names]).ExplainAsync(cancellationToken).ConfigureAwait(false)).Select(r => $"  {r}");
}
