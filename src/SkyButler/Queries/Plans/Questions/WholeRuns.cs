using SkyButler.Dimensions;
using SkyButler.Queries.Expressions;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>
/// Narrows a listing that searches all runs of a type to these. Every dataset is in its run, so that other collections could only repeat
/// what the runs have, and a database would have to remember millions of rows in order to drop the repeated ones.
/// </summary>
internal sealed class WholeRuns(RegistryContext context)
{
    /// <summary>The search without collections that are not needed.</summary>
    public async Task<DatasetSearch> NarrowAsync(DatasetSearch search, IReadOnlyList<Predicate> conditions, IReadOnlyList<OrderKey> order, CancellationToken cancellationToken)
    {
        if (search.OnlyRuns || search.RunsOfType == 0 || TellsMembershipsApart(search, conditions, order))
            return search;
        return await CountRunsAsync(search.Tables.Id, cancellationToken).ConfigureAwait(false) == search.RunsOfType
            ? search with { Collections = [.. search.Collections.Where(c => c.Type == CollectionType.Run)] }
            : search;
    }

    // By the collection, or by validity, of which runs know none.
    private bool TellsMembershipsApart(DatasetSearch search, IReadOnlyList<Predicate> conditions, IReadOnlyList<OrderKey> order)
    {
        var columns = conditions.SelectMany(c => c.Columns()).Concat(order.SelectMany(o => o.Value.Columns())).ToList();
        if (columns.OfType<QueryColumn.Dataset>().Any(c => c.Member is DatasetField.Collection or DatasetField.Timespan))
            return true;
        var dimensions = columns.SelectMany(c => c.Dimensions()).Select(name => context.Universe[name]).Concat(search.Type.Dimensions.Required);
        return search.HasCalibrations && dimensions.Any(d => d.TemporalFamily is not null);
    }

    private async Task<long> CountRunsAsync(long type, CancellationToken cancellationToken)
    {
        var query = context.Database.Sql()
            .Append($"SELECT count(*) FROM {new SqlName(SummaryTables.DatasetTypeName)} s ")
            .Append($"JOIN collection c ON c.{new SqlName(context.Variant.CollectionKey)} = s.{new SqlName(context.Variant.CollectionColumn)} ")
            .Append($"WHERE s.dataset_type_id = {type} AND c.type = {(long)CollectionType.Run}").Build(ColumnType.Int);
        return (await context.Database.FetchAsync(query, cancellationToken).ConfigureAwait(false))[0].Number(0, 0);
    }
}
