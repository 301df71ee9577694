using Microsoft.Extensions.Logging;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta.Building.Skeletons;
using SkyButler.Queries.Composition;
using DataIdSpace = SkyButler.Pipelines.Quanta.Columns.DataIdSpace;
using DataIdTable = SkyButler.Queries.Composition.DataIdTable;
using FoundDataIds = SkyButler.Pipelines.Quanta.Columns.DataIdTable;

namespace SkyButler.Pipelines.Quanta.Building.LookUps;

/// <summary>The one query that finds all data IDs of a part of the pipeline.</summary>
internal sealed class InitialQuery(Butler butler, GraphBuildOptions options, IReadOnlyList<DataIdTable> tables, ILogger log)
{
    /// <summary>
    /// The one dataset type whose datasets have just the data IDs of the answer, and the query that found them: where no other input, no table
    /// and no further dimension takes part. Null where there is none.
    /// </summary>
    public (DatasetTypeNode Type, Query Query)? Only { get; private set; }

    /// <summary>The data IDs as a table; empty where there are none, which is explained in the log.</summary>
    public async Task<FoundDataIds> RunAsync(Subgraph part, DataIdSpace space, CancellationToken cancellationToken)
    {
        var constraints = Constraints(part);
        var dimensions = Queryable(part, constraints);
        var table = new FoundDataIds(dimensions, space);
        if (dimensions.Count == 0)
        {
            table.Add([]);
            return table;
        }

        var query = butler.Queries.Query().JoinDimensions([.. dimensions.Names]);
        foreach (var constraint in constraints)
            query = query.JoinDatasets(constraint.Name, options.Inputs);
        if (options.Where.Length > 0)
            query = query.Where(options.Where);
        if (part.Pipeline.Instrument is { } instrument && dimensions.Contains("instrument"))
            query = query.Where(new DataId { ["instrument"] = instrument });
        foreach (var given in tables)
            query = query.Join(given);
        if (constraints is [var only] && tables.Count == 0 && only.Type.Dimensions == dimensions)
            Only = (only, query);
        var answer = query.DataIds([.. dimensions.Names]);
        await new ProductWarning(butler, options, log).CheckAsync(part, dimensions, constraints, tables, cancellationToken).ConfigureAwait(false);
        await foreach (var dataId in answer.WithCancellation(cancellationToken).ConfigureAwait(false))
            table.Add(dataId);
        if (table.Count == 0 && part.Pipeline.Instrument is { } own && InstrumentCondition.Contradiction(options.Where, own) is { } other)
            throw new QuantumGraphException(
                $"The data query asks for the instrument '{other}', and the pipeline is for '{own}', so no data ID can be meant: correct one of them ({options.Where}).");
        if (table.Count == 0)
            await ExplainAsync(part, answer, cancellationToken).ConfigureAwait(false);
        return table;
    }

    // Sky pixels come in through regions later, except the common ones, by which everything on the sky is joined.
    private DimensionGroup Queryable(Subgraph part, IReadOnlyList<DatasetTypeNode> constraints)
    {
        var all = part.Dimensions;
        var kept = constraints.SelectMany(c => c.Type.Dimensions.SkyPix).Concat(tables.SelectMany(t => t.Dimensions.SkyPix)).Append(all.Universe.CommonSkyPix).ToHashSet();
        return all.Universe.Conform(all.Names.Where(n => all.Universe[n] is var d && (d.Kind != DimensionElementKind.SkyPix || kept.Contains(d))));
    }

    private List<DatasetTypeNode> Constraints(Subgraph part)
    {
        var inputs = part.DatasetTypes.Where(t => t.Producer is null && t.Type.Dimensions.Count > 0).ToList();
        foreach (var input in inputs.Where(i => !i.IsRegistered && options.DatasetQueryConstraint == "all" && i.IsInitialQueryConstraint))
            throw new QuantumGraphException(
                $"No dataset type '{input.Name}' is registered, so tasks {string.Join(", ", input.Consumers)} have nothing to read; ingest or make it first.");
        var chosen = options.DatasetQueryConstraint switch
        {
            "all" => inputs.Where(i => i.IsInitialQueryConstraint).ToList(),
            "off" => [],
            var names => Named(part, inputs, names),
        };
        if (chosen.FirstOrDefault(c => !c.IsRegistered) is { } missing)
            throw new QuantumGraphException($"No dataset type '{missing.Name}' is registered, so it can't constrain the graph.");
        return chosen;
    }

    private List<DatasetTypeNode> Named(Subgraph part, IReadOnlyList<DatasetTypeNode> inputs, string names)
    {
        var wanted = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var chosen = inputs.Where(i => wanted.Contains(i.Name)).ToList();
        log.LogDebug("Of the dataset query constraint {Names}, tasks {Labels} read {Chosen}.", names, part.Labels, string.Join(", ", chosen));
        return chosen.Count > 0
            ? chosen
            : throw new QuantumGraphException(
                $"None of the dataset types '{names}' is an overall input of tasks {part.Labels}; these are: {string.Join(", ", inputs)}.");
    }

    private async Task ExplainAsync(Subgraph part, QueryResults<DataCoordinate> query, CancellationToken cancellationToken)
    {
        log.LogError("Initial data ID query for tasks {Labels} returned no rows, so they have no quanta.", part.Labels);
        foreach (var reason in await query.ExplainAsync(cancellationToken).ConfigureAwait(false))
            log.LogError("{Reason}", reason);
        if (options.Where.Length > 0)
            log.LogError("The data query was: {Where}", options.Where);
    }
}
