using SkyButler.Datasets;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Datasets.Membership;

/// <summary>Puts datasets into TAGGED collections and takes them out.</summary>
internal sealed class TagWriter(RegistryContext context, DatasetTypeStorage types, CollectionStorage collections, SummaryWriter summaries)
{
    private Database Database => context.Database;

    private SqlName Collection => new(context.Variant.CollectionColumn);

    public async Task AssociateAsync(string collection, IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var record = await collections.GetAsync(collection, cancellationToken).ConfigureAwait(false);
        CollectionTypes.Require(record, CollectionType.Tagged, "Datasets can be associated with");
        var groups = await MembershipSource.GroupAsync(types, datasets, cancellationToken).ConfigureAwait(false);
        await Database.SavepointAsync(
            async token =>
            {
                foreach (var (tables, ids) in groups)
                {
                    await MembershipSource.RequireAllAsync(context, tables, ids, collection, token).ConfigureAwait(false);
                    await MembershipSource.SummarizeAsync(context, summaries, record.Key, tables, ids, token).ConfigureAwait(false);
                    await InsertAsync(record, tables, ids, token).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task DisassociateAsync(string collection, IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var record = await collections.GetAsync(collection, cancellationToken).ConfigureAwait(false);
        CollectionTypes.Require(record, CollectionType.Tagged, "Datasets can be disassociated from");
        var groups = await MembershipSource.GroupAsync(types, datasets, cancellationToken).ConfigureAwait(false);
        await Database.SavepointAsync(
            async token =>
            {
                foreach (var (tables, ids) in groups)
                    await Database.ExecuteAsync(
                        Database.Sql().Append($"DELETE FROM {new SqlName(tables.Tags)} WHERE {Collection} = {record.Key} AND dataset_id IN {ids}").Build(), token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task InsertAsync(CollectionRecord collection, DatasetTypeTables tables, Guid[] ids, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> dimensions = [.. tables.Type.Dimensions.Required.Select(d => d.Name)];
        var insert = Database.Sql()
            .Append($"INSERT INTO {new SqlName(tables.Tags)} ({SqlName.List([context.Variant.CollectionColumn, "dataset_type_id", "dataset_id", .. dimensions])}) ")
            .Append($"SELECT {collection.Key}, {new SqlNames(["dataset_type_id", "dataset_id", .. dimensions], "g")}")
            .AppendRunRows(context, tables, ids)
            .Append($" ON CONFLICT (dataset_id, {Collection}) DO NOTHING");
        try
        {
            await Database.ExecuteAsync(insert.Build(), cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e) when (e.Kind == ConstraintKind.Unique)
        {
            throw new ConflictException(
                $"The collection '{collection.Name}' has another '{tables.Type.Name}' with the data ID of one that was to be associated; disassociate that one first.", e);
        }
    }
}
