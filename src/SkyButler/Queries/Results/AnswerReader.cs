using System.Runtime.CompilerServices;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Results.LookUps;
using SkyButler.Queries.Results.Overlaps;
using SkyButler.Queries.Sql;
using SkyButler.Registry;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;

namespace SkyButler.Queries.Results;

/// <summary>Runs a plan and does with each batch of rows what the database could not do.</summary>
internal sealed class AnswerReader(RegistryContext context, QueryPlan plan)
{
    private readonly HashSet<object?[]>? seen = plan.RepeatsAfterTests ? new(RowIdentity.Instance) : null;

    /// <summary>Batches of rows that count; none where the plan says that there can't be any.</summary>
    public async IAsyncEnumerable<AnswerBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var remaining = plan.Question.Limit ?? int.MaxValue;
        if (plan.IsEmpty || remaining == 0)
            yield break;
        var merged = await OverlapMerge.ForAsync(context, plan, cancellationToken).ConfigureAwait(false);
        var tester = plan.RegionTests.Count > 0 && merged is null ? new RegionTester(context, plan.RegionTests) : null;
        var implied = plan.LookUps.Select(e => new ImpliedValues(context, e)).ToList();
        var left = plan.Question.Offset - plan.DatabaseOffset;
        await foreach (var ready in new OverlapComputation(context, plan).ReadyAsync(cancellationToken).ConfigureAwait(false))
        {
            var answer = merged?.Batches().ToAsyncEnumerable() ?? RowsAsync(SelectText.Write(ready, context.Database.Dialect, context.Variant), cancellationToken);
            await foreach (var rows in answer.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var batch = new AnswerBatch(plan, rows);
                CheckAmbiguity(batch);
                if (tester is not null)
                    batch.Selected = await tester.PassAsync(batch, cancellationToken).ConfigureAwait(false);
                if (seen is not null)
                    batch.Selected = [.. Enumerable.Range(0, batch.Count).Select(batch.Row).Where(row => seen.Add(Identity(batch, row)))];
                if (left > 0)
                {
                    var skipped = Math.Min(left, batch.Count);
                    batch.Selected = [.. Enumerable.Range(skipped, batch.Count - skipped).Select(batch.Row)];
                    left -= skipped;
                }

                foreach (var element in implied)
                    await element.AddAsync(batch, cancellationToken).ConfigureAwait(false);
                if (batch.Count >= remaining)
                {
                    batch.Selected = [.. Enumerable.Range(0, remaining).Select(batch.Row)];
                    yield return batch;
                    yield break;
                }

                remaining -= batch.Count;
                if (batch.Count > 0)
                    yield return batch;
            }
        }
    }

    /// <summary>How many rows count.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        if (plan.IsEmpty)
            return 0;
        var count = 0L;
        if (plan.RegionTests.Count > 0 || plan.Computed.Count > 0)
        {
            await foreach (var batch in ReadAsync(cancellationToken).ConfigureAwait(false))
                count += batch.Count;
            return count;
        }

        await foreach (var rows in RowsAsync(SelectText.WriteCount(plan, null, context.Database.Dialect, context.Variant), cancellationToken).ConfigureAwait(false))
            count += rows.Number(0, 0);
        return count;
    }

    private IAsyncEnumerable<RowBatch> RowsAsync(SqlQuery query, CancellationToken cancellationToken) =>
        plan.ReadsTables ? context.Database.Scratch.QueryAsync(query, cancellationToken) : context.Database.QueryAsync(query, cancellationToken);

    private void CheckAmbiguity(AnswerBatch batch)
    {
        if (plan is not { Rows: RowRule.FirstFound, Question.Projection.FirstOf: { HasCalibrations: true } search })
            return;
        for (var row = 0; row < batch.Rows.Count; row++)
            if (!batch.Rows.IsNull(plan.Columns.Count, row) && batch.Rows.Flag(plan.Columns.Count, row))
                throw new CalibrationLookupException(
                    $"Ambiguous calibration validity range match: several '{search.Type.Name}' are valid for one data ID; add a temporal dimension such as an exposure, or a condition on '{search.Type.Name}.timespan'.");
    }

    private object?[] Identity(AnswerBatch batch, int row) =>
        [.. plan.Columns.Select((column, c) => (column, c)).Where(p => IsOwn(p.column)).Select(p => batch.Rows.Any(p.c, row))];

    // Keys that only a region test asked for are not the answer's.
    private bool IsOwn(QueryColumn column) => column is not QueryColumn.Key key || plan.Question.Dimensions.Contains(key.Dimension.Name);
}
