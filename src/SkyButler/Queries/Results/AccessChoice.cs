using SkyButler.Queries.Plans;
using SkyButler.Queries.Sql;
using SkyButler.Registry;

namespace SkyButler.Queries.Results;

/// <summary>Chooses between the two ways to read the members of collections by counting what each would read.</summary>
internal sealed class AccessChoice(RegistryContext context)
{
    // So few index entries are read at once that nothing else needs to be counted.
    private const long AlwaysCheap = 500;

    // Beyond this many combinations counting costs more than it saves.
    private const int MostKeys = 100_000;

    // Finding one entry of an index costs about as much as reading so many in a row.
    private const int ProbeCost = 3;

    public async Task<QueryPlan> ChooseAsync(QueryPlan plan, CancellationToken cancellationToken)
    {
        if (plan.IsEmpty || KeyDrivenAccess.For(plan) is not { } access)
            return plan;
        var collections = plan.Question.Searches[0].Collections.Count;
        var keys = await CountAsync(access.Keys, MostKeys, cancellationToken).ConfigureAwait(false) * access.Listed * collections;
        if (keys <= AlwaysCheap)
            return access.Driven;
        if (keys >= MostKeys)
            return plan;
        var members = await CountAsync(access.Members, (int)(keys * ProbeCost) + 1, cancellationToken).ConfigureAwait(false);
        return members > keys * ProbeCost ? access.Driven : plan;
    }

    private async Task<long> CountAsync(QueryPlan plan, int limit, CancellationToken cancellationToken)
    {
        var query = SelectText.WriteCount(plan, limit, context.Database.Dialect, context.Variant);
        var batches = await context.Database.FetchAsync(query, cancellationToken).ConfigureAwait(false);
        return batches[0].Number(0, 0);
    }
}
