using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Datasets.Membership;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Datasets;

/// <summary>Registers new datasets and removes old ones.</summary>
internal sealed class DatasetWriter(
    RegistryContext context, DatasetTypeStorage types, CollectionStorage collections, SummaryWriter summaries, DatasetConflicts conflicts)
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

    public Task RemoveAsync(IReadOnlyCollection<Guid> datasets, CancellationToken cancellationToken) => Database.SavepointAsync(
        async token =>
        {
            foreach (var chunk in datasets.Chunk(RemoveChunk))
            {
                try
                {
                    await Database.ExecuteAsync(Database.Sql().Append($"DELETE FROM dataset WHERE id IN {chunk}").Build(), token).ConfigureAwait(false);
                }
                catch (ConstraintException e) when (e.Kind == ConstraintKind.ForeignKey)
                {
                    throw await HeldAsync(chunk, e, token).ConfigureAwait(false);
                }
            }
        },
        cancellationToken);

    private async Task WriteAsync(DatasetTypeTables tables, object run, DatasetRef[] refs, CancellationToken cancellationToken)
    {
        var date = TaiTime.Now(context.Clock);
        try
        {
            await Database.SavepointAsync(
                async token =>
                {
                    await InsertDatasetsAsync(tables, run, refs, date, token).ConfigureAwait(false);
                    await summaries.WriteAsync(run, tables, refs.Select(r => r.DataId), token).ConfigureAwait(false);
                    await InsertTagsAsync(tables, run, refs, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e) when (e.Row >= 0)
        {
            throw await conflicts.ExplainAsync(e, refs[Math.Min(e.Row, refs.Length - 1)], cancellationToken).ConfigureAwait(false);
        }
    }

    private Task InsertDatasetsAsync(DatasetTypeTables tables, object run, DatasetRef[] refs, long date, CancellationToken cancellationToken)
    {
        object stored = context.Variant.DatesAreText ? UtcText.Write(date) : date;
        return Database.ExecuteManyAsync(
            Database.Sql().Append($"INSERT INTO dataset (id, dataset_type_id, ingest_date, {new SqlName(context.Variant.RunColumn)}) VALUES (?1, ?2, ?3, ?4)").ToString(),
            refs,
            (row, dataset) =>
            {
                row.Bind(1, dataset.Id);
                row.Bind(2, tables.Id);
                row.BindAny(3, stored);
                row.BindAny(4, run);
            },
            cancellationToken);
    }

    private Task InsertTagsAsync(DatasetTypeTables tables, object run, DatasetRef[] refs, CancellationToken cancellationToken)
    {
        var required = tables.Type.Dimensions.Required;
        var sql = Database.Sql()
            .Append($"INSERT INTO {new SqlName(tables.Tags)} ({SqlName.List(["dataset_type_id", "dataset_id", context.Variant.CollectionColumn, .. required.Select(d => d.Name)])})")
            .Raw(" VALUES (").Raw(string.Join(", ", Enumerable.Range(1, 3 + required.Count).Select(Database.Dialect.Placeholder))).Raw(")").ToString();
        return Database.ExecuteManyAsync(
            sql,
            refs,
            (row, dataset) =>
            {
                row.Bind(1, tables.Id);
                row.Bind(2, dataset.Id);
                row.BindAny(3, run);
                var values = dataset.DataId.Values;
                for (var i = 0; i < required.Count; i++)
                    row.Bind(4 + i, values[i]);
            },
            cancellationToken);
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
