using System.Runtime.CompilerServices;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Joins;
using SkyButler.Registry;
using SkyButler.Registry.Databases;

namespace SkyButler.Queries.Results.Overlaps;

/// <summary>
/// Finds the rows that a plan needs before its statement can be put. Where it may be answered part by part, rows are computed and
/// handed out so many at a time, so that memory does not grow with them.
/// </summary>
internal sealed class OverlapComputation(RegistryContext context, QueryPlan plan)
{
    private const int RowsOfPart = 50_000;

    // What must be held at once is refused beyond this, which takes some hundred megabytes.
    private const int MostRows = 4_000_000;

    /// <summary>The plan with its rows, once for each part of them.</summary>
    /// <exception cref="QueryException">There are too many to be held at once.</exception>
    public async IAsyncEnumerable<QueryPlan> ReadyAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = new Dictionary<ComputedRows, KeyRows>();
        foreach (var computed in plan.Computed.Where(c => c != plan.Parted))
        {
            found[computed] = await AllAsync(computed, cancellationToken).ConfigureAwait(false);
            if (found[computed].Count == 0 && plan.Sources.Any(s => s is Source.Computed joined && joined.Rows == computed))
                yield break;
        }

        if (plan.Parted is null)
        {
            yield return plan with { Found = found };
            yield break;
        }

        var rows = Empty(plan.Parted);
        await foreach (var key in new OverlapRows(context).ReadAsync(plan.Parted, cancellationToken).ConfigureAwait(false))
        {
            rows.Begin().Add(key).End();
            if (rows.Count < RowsOfPart)
                continue;
            yield return plan with { Found = new Dictionary<ComputedRows, KeyRows>(found) { [plan.Parted] = rows } };
            rows = Empty(plan.Parted);
        }

        if (rows.Count > 0)
            yield return plan with { Found = new Dictionary<ComputedRows, KeyRows>(found) { [plan.Parted] = rows } };
    }

    private async Task<KeyRows> AllAsync(ComputedRows computed, CancellationToken cancellationToken)
    {
        var rows = Empty(computed);
        await foreach (var key in new OverlapRows(context).ReadAsync(computed, cancellationToken).ConfigureAwait(false))
        {
            rows.Begin().Add(key).End();
            if (rows.Count > MostRows)
                throw new QueryException(
                    $"More than {MostRows} overlaps of {string.Join(", ", computed.Dimensions)} would have to be held at once; add conditions, or ask without an order.");
        }

        return rows;
    }

    private static KeyRows Empty(ComputedRows computed) => new(computed.Dimensions.Count);
}
