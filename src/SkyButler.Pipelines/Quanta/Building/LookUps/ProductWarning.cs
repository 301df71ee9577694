using Microsoft.Extensions.Logging;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta.Building.Skeletons;
using SkyButler.Queries.Composition;

namespace SkyButler.Pipelines.Quanta.Building.LookUps;

/// <summary>
/// Says before a query is asked how large its answer would be, where nothing ties its dimensions together: no input that must exist, no
/// place on the sky, no data-ID table.
/// </summary>
internal sealed class ProductWarning(Butler butler, GraphBuildOptions options, ILogger log)
{
    private const double Surprising = 1_000_000;

    public async Task CheckAsync(
        Subgraph part, DimensionGroup dimensions, IReadOnlyList<DatasetTypeNode> constraints, IReadOnlyList<DataIdTable> tables, CancellationToken cancellationToken)
    {
        var ties = constraints.Select(c => c.Type.Dimensions).Concat(tables.Select(t => t.Dimensions)).ToList();
        var parts = Independent(dimensions, ties);
        if (parts.Count < 2)
            return;
        var counts = new List<(DimensionGroup Group, long Count)>();
        foreach (var group in parts)
            counts.Add((group, await CountAsync(part, group, ties, cancellationToken).ConfigureAwait(false)));
        var product = counts.Aggregate(1.0, (all, c) => all * c.Count);
        if (product >= Surprising)
            log.LogWarning(
                "Nothing ties {Dimensions} together for tasks {Labels}: {Counts} make up to {Product:N0} data IDs. Limit them by -d or --data-id-table, or let an input constrain them (--dataset-query-constraint).",
                string.Join(" and ", counts.Select(c => c.Group)), part.Labels, string.Join(" times ", counts.Select(c => $"{c.Count:N0}")), product);
    }

    /// <summary>Dimensions that nothing ties to the others, each with all that it needs.</summary>
    internal static IReadOnlyList<DimensionGroup> Independent(DimensionGroup dimensions, IReadOnlyList<DimensionGroup> ties)
    {
        var leaves = dimensions.Required.Where(d => d.Kind != DimensionElementKind.Governor && !dimensions.Required.Any(o => o != d && o.Required.Contains(d)))
            .Select(d => d.Name).ToList();
        var groups = leaves.Select(l => new HashSet<string>([l], StringComparer.Ordinal)).ToList();
        foreach (var tie in ties)
            Join(groups, l => tie.Contains(l));
        // Whatever has a place on the sky is joined by it.
        Join(groups, l => dimensions.Universe.Conform([l]).SpatialFamilies.Count > 0);
        Join(groups, l => dimensions.Universe.Conform([l]).TemporalFamilies.Count > 0);
        return [.. groups.Select(g => dimensions.Universe.Conform(g))];
    }

    private static void Join(List<HashSet<string>> groups, Predicate<string> isTied)
    {
        var tied = groups.FindAll(g => g.Any(l => isTied(l)));
        foreach (var other in tied.Skip(1))
        {
            tied[0].UnionWith(other);
            groups.Remove(other);
        }
    }

    // The condition may be about other dimensions too; of those it restricts only what it names.
    private async Task<long> CountAsync(Subgraph part, DimensionGroup group, IReadOnlyList<DimensionGroup> ties, CancellationToken cancellationToken)
    {
        var query = butler.Queries.Query().JoinDimensions([.. group.Names]);
        if (part.Pipeline.Instrument is { } instrument && group.Contains("instrument"))
            query = query.Where(new DataId { ["instrument"] = instrument });
        if (options.Where.Length > 0 && ties.Count == 0)
            query = query.Where(options.Where);
        return await query.DataIds([.. group.Names]).CountAsync(Counting.Candidates, cancellationToken).ConfigureAwait(false);
    }
}
