using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Datasets;

/// <summary>Registers new datasets and removes old ones.</summary>
internal sealed class DatasetWriter(
    RegistryContext context, DatasetTypeStorage types, CollectionStorage collections, DatasetRows rows, DatasetConflicts conflicts)
{
    private const int RemoveChunk = 1000;
    private readonly DatasetIds ids = new(context.Clock);

    private Database Database => context.Database;

    public async Task<IReadOnlyList<DatasetRef>> InsertAsync(
        DatasetType type, string run, IReadOnlyList<DataCoordinate> dataIds, DatasetIdMode idMode, CancellationToken cancellationToken)
    {
        var tables = await types.TablesAsync(type, cancellationToken).ConfigureAwait(false);
        var record = await collections.GetAsync(run, cancellationToken).ConfigureAwait(false);
        CollectionTypes.Require(record, CollectionType.Run, "Datasets are registered in");
        var refs = new DatasetRef[dataIds.Count];
        for (var i = 0; i < refs.Length; i++)
        {
            var dataId = dataIds[i].Subset(tables.Type.Dimensions);
            refs[i] = new DatasetRef(type, dataId, record.Name, ids.Make(idMode, type.Name, record.Name, dataId));
        }

        if (refs.Length > 0)
            await WriteAsync(tables, record.Key, refs, cancellationToken).ConfigureAwait(false);
        return refs;
    }

    public async Task RemoveAsync(IReadOnlyCollection<Guid> datasets, CancellationToken cancellationToken)
    {
        Guid[] current = [];
        try
        {
            await Database.SavepointAsync(
                async token =>
                {
                    foreach (var chunk in datasets.Chunk(RemoveChunk))
                    {
                        current = chunk;
                        await Database.ExecuteAsync(Database.Sql().Append($"DELETE FROM dataset WHERE id IN {chunk}").Build(), token).ConfigureAwait(false);
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e) when (e.Kind == ConstraintKind.ForeignKey)
        {
            throw await HeldAsync(current, e, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(DatasetTypeTables tables, object run, DatasetRef[] refs, CancellationToken cancellationToken)
    {
        var date = TaiTime.Now(context.Clock);
        try
        {
            await Database.SavepointAsync(token => rows.InsertAsync(tables, run, refs, date, token), cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e) when (e.Row >= 0)
        {
            throw await conflicts.ExplainAsync(e, refs[Math.Min(e.Row, refs.Length - 1)], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<OrphanedRecordException> HeldAsync(Guid[] chunk, ConstraintException refused, CancellationToken cancellationToken)
    {
        var held = await Database.FetchAsync(
            Database.Sql().Append($"SELECT dataset_id, datastore_name FROM dataset_location WHERE dataset_id IN {chunk} LIMIT 1").Build(ColumnType.Uuid, ColumnType.String),
            cancellationToken).ConfigureAwait(false);
        return held.Count == 0
            ? new OrphanedRecordException($"Datasets can't be removed: something else refers to them ({refused.Detail}).", refused)
            : new OrphanedRecordException($"The dataset {held[0].Id(0, 0)} can't be removed: the datastore '{held[0].Text(1, 0)}' still holds it; remove it there first.", refused);
    }
}
