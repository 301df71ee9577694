using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Records;

namespace SkyButler.Conformance.Registry;

/// <summary>Copies all that one registry knows into an empty one of the same universe.</summary>
internal sealed class RegistryCopy(SqlRegistry source, SqlRegistry target, CancellationToken cancellationToken)
{
    private readonly QueryEngine queries = new(source);

    public async Task RunAsync()
    {
        foreach (var element in source.Universe.Elements.Where(e => e.HasTable))
        {
            var records = await queries.RecordsAsync(element.Name, new DataIdQuery { Dimensions = [] }, cancellationToken).ToListAsync(cancellationToken);
            await target.Records.InsertAsync(target.Universe[element.Name], records, RecordInsertMode.New, cancellationToken);
        }

        var types = await source.DatasetTypes.QueryAsync(["*"], null, cancellationToken);
        await target.DatasetTypes.RegisterAsync(types, cancellationToken);
        var collections = CollectionOrder.ByRegistration(await source.Collections.QueryAsync(["*"], null, cancellationToken));
        foreach (var collection in collections)
            await target.Collections.RegisterAsync([collection.Name], collection.Type, collection.Documentation, cancellationToken);
        foreach (var chain in collections.Where(c => c.Type == CollectionType.Chained))
            await target.Collections.EditChainAsync(chain.Name, ChainEdit.Redefine, chain.Children, cancellationToken);
        await target.Datasets.ImportAsync(await MembersAsync([.. collections.Where(c => c.Type == CollectionType.Run)]), cancellationToken);
        foreach (var tagged in collections.Where(c => c.Type == CollectionType.Tagged))
            await target.Datasets.AssociateAsync(tagged.Name, await MembersAsync([tagged]), cancellationToken);
        foreach (var calibration in collections.Where(c => c.Type == CollectionType.Calibration))
            foreach (var type in types.Where(t => t.IsCalibration))
                await CertifyAsync(calibration, type);
    }

    private Task<List<DatasetRef>> MembersAsync(IReadOnlyList<CollectionRecord> collections) => queries.AllDatasetsAsync(
        new AllDatasetsQuery { DatasetTypes = ["*"], Collections = [.. collections.Select(c => c.Name)], FindFirst = false }, cancellationToken).ToListAsync(cancellationToken).AsTask();

    private async Task CertifyAsync(CollectionRecord collection, DatasetType type)
    {
        var database = source.Context.Database;
        var tables = await source.DatasetTypes.TablesAsync(type.Name, cancellationToken);
        var query = database.Sql()
            .Append($"SELECT c.dataset_id, {new SqlText(database.Dialect.TimespanColumns("c", "timespan"))} FROM {new SqlName(tables.Calibs!)} c ")
            .Append($"WHERE c.dataset_type_id = {tables.Id} AND c.collection_id = {collection.Key}")
            .Build(ColumnType.Uuid, ColumnType.Timespan);
        var rows = new List<(Guid Id, Timespan Validity)>();
        foreach (var batch in await database.FetchAsync(query, cancellationToken))
            for (var row = 0; row < batch.Count; row++)
                rows.Add((batch.Id(0, row), batch.Timespan(1, row)!.Value));
        var datasets = await source.Datasets.GetAsync([.. rows.Select(r => r.Id)], cancellationToken);
        foreach (var group in rows.GroupBy(r => r.Validity))
            await target.Datasets.CertifyAsync(collection.Name, [.. group.Select(r => datasets[r.Id])], group.Key, cancellationToken);
    }
}
