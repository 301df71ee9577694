using System.Collections.Concurrent;
using System.Text;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Joins;
using SkyButler.Queries.Sql;
using SkyButler.Registry;

namespace SkyButler.Queries.Results;

/// <summary>Chooses between the ways to read the members of collections by counting what each would read.</summary>
internal sealed class AccessChoice(RegistryContext context)
{
    // So few index entries are read at once that nothing else needs to be counted.
    private const long AlwaysCheap = 500;

    // Beyond this many combinations counting costs more than it saves.
    private const int MostKeys = 100_000;

    // Finding one entry of an index costs about as much as reading so many in a row.
    private const int ProbeCost = 3;

    // So few members are sorted faster than anything else can be found out.
    private const int FewMembers = 2_000;

    // The first trial of the way to leading rows takes so many records, each further one several times as many.
    private const int FirstTrial = 4;
    private const int LastTrial = FirstTrial * TrialGrowth * TrialGrowth * TrialGrowth;
    private const int TrialGrowth = 8;

    // Estimates are believed for a while, so that those who ask again and again don't count again and again.
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);
    private const int MostEstimates = 256;
    private readonly ConcurrentDictionary<string, (long Count, long Time)> estimates = new(StringComparer.Ordinal);

    public async Task<QueryPlan> ChooseAsync(QueryPlan plan, CancellationToken cancellationToken)
    {
        if (plan.IsEmpty)
            return plan;
        var shorter = LeadingRows.For(plan) is { } leading
            ? await LeadAsync(leading, cancellationToken).ConfigureAwait(false)
            : null;
        return shorter ?? await ReadAsync(plan, cancellationToken).ConfigureAwait(false);
    }

    // Null where no trial leaves enough rows.
    private async Task<QueryPlan?> LeadAsync(LeadingRows leading, CancellationToken cancellationToken)
    {
        if (await CountAsync(leading.Members, FewMembers + 1, cancellationToken).ConfigureAwait(false) <= FewMembers)
            return null;
        for (var records = FirstTrial; records <= LastTrial; records *= TrialGrowth)
        {
            var values = SelectText.Write(leading.Values(records), context.Database.Dialect, context.Variant);
            var found = await context.Database.FetchAsync(values, cancellationToken).ConfigureAwait(false);
            if (found.Sum(batch => batch.Count) < records)
                return null;
            var plan = await ReadAsync(leading.UpTo(found[^1], found[^1].Count - 1), cancellationToken).ConfigureAwait(false);
            if (await CountAsync(plan, leading.Needed, cancellationToken).ConfigureAwait(false) >= leading.Needed)
                return plan;
        }

        return null;
    }

    private async Task<QueryPlan> ReadAsync(QueryPlan plan, CancellationToken cancellationToken)
    {
        if (KeyDrivenAccess.For(plan) is not { } access)
            return plan;
        var collections = plan.Question.Searches[0].Collections.Count;
        var keys = await EstimateAsync(access.Keys, MostKeys, cancellationToken).ConfigureAwait(false) * access.Listed * collections;
        if (keys <= AlwaysCheap)
            return access.Driven;
        if (keys >= MostKeys)
            return plan;
        var members = await EstimateAsync(access.Members, (int)(keys * ProbeCost) + 1, cancellationToken).ConfigureAwait(false);
        return members > keys * ProbeCost ? access.Driven : plan;
    }

    // Only for what decides nothing but how long an answer takes.
    private async Task<long> EstimateAsync(QueryPlan plan, int limit, CancellationToken cancellationToken)
    {
        var asked = Asked(plan, limit);
        if (estimates.TryGetValue(asked, out var known) && context.Clock.GetElapsedTime(known.Time) < Believed)
            return known.Count;
        var count = await CountAsync(plan, limit, cancellationToken).ConfigureAwait(false);
        if (estimates.Count >= MostEstimates)
            estimates.Clear();
        estimates[asked] = (count, context.Clock.GetTimestamp());
        return count;
    }

    // What is counted, told much faster than by its SQL. Were two told alike, one would be read the slower way.
    private static string Asked(QueryPlan plan, int limit)
    {
        var text = new StringBuilder().Append(limit);
        foreach (var source in plan.Sources)
        {
            text.Append('\n').Append(source.Alias);
            if (source is Source.Datasets { Search: var search })
                text.AppendJoin(',', search.Collections.Select(c => c.Name));
        }

        foreach (var condition in plan.Conditions)
            text.Append('\n').Append(condition);
        return text.ToString();
    }

    private async Task<long> CountAsync(QueryPlan plan, int limit, CancellationToken cancellationToken)
    {
        var query = SelectText.WriteCount(plan, limit, context.Database.Dialect, context.Variant);
        var batches = await context.Database.FetchAsync(query, cancellationToken).ConfigureAwait(false);
        return batches[0].Number(0, 0);
    }
}
