using System.Globalization;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Datasets;

/// <summary>Datasets of one type in a temporary table, compared with what is there and then moved in, whole tables at a time.</summary>
internal sealed class StagedDatasets(RegistryContext context, DatasetTypeTables tables)
{
    private readonly SqlName staging = new($"tmp_{Guid.NewGuid():N}");

    private IReadOnlyList<DatasetRef> staged = [];

    // What goes to the database with each statement, where there may be no temporary table.
    private KeyRows? given;

    private Database Database => context.Database;

    private IReadOnlyList<DimensionElement> Required => tables.Type.Dimensions.Required;

    private SqlName Collection => new(context.Variant.CollectionColumn);

    private SqlName Run => new(context.Variant.RunColumn);

    private SqlName Tags => new(tables.Tags);

    public async Task CreateAsync(IReadOnlyList<DatasetRef> datasets, Dictionary<string, object> runs, CancellationToken cancellationToken)
    {
        staged = datasets;
        if (context.TemporaryTables == TemporaryTables.Forbidden)
        {
            given = Rows(datasets, runs);
            return;
        }

        var table = new TableDefinition
        {
            Name = staging.Value,
            Columns =
            [
                ColumnDefinition.Identifier("dataset_id"), context.Variant.CollectionReference("run"), .. Required.Select(d => ColumnDefinition.Key(d.Name, d) with { Length = 0 }),
            ],
            PrimaryKey = ["dataset_id"],
        };
        await Database.ExecuteAsync(Database.Sql().Raw(TableDdl.Temporary(table, Database.Dialect)).Build(), cancellationToken).ConfigureAwait(false);
        await Database.InsertAsync(
            new RowInsert(table.Name, table.Columns),
            datasets,
            (row, dataset) =>
            {
                row.Write(dataset.Id);
                row.WriteAny(runs[dataset.Run]);
                for (var i = 0; i < Required.Count; i++)
                    row.Write(dataset.DataId[Required[i].Name]);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="ConflictException">An identifier stands for something else, or something else has the data ID.</exception>
    public async Task RefuseConflictsAsync(CancellationToken cancellationToken)
    {
        await RefuseAsync(
            Staged("SELECT s.dataset_id FROM ").Append($" JOIN dataset d ON d.id = s.dataset_id WHERE d.dataset_type_id <> {tables.Id} OR d.{Run} <> s.run"),
            id => $"The identifier {id} belongs to a dataset of another type or run than the '{tables.Type.Name}' that was to be registered with it.",
            cancellationToken).ConfigureAwait(false);
        if (Required.Count > 0)
            await RefuseAsync(
                Staged("SELECT s.dataset_id FROM ").Append($" JOIN {Tags} g ON g.dataset_id = s.dataset_id AND g.{Collection} = s.run WHERE ").Raw(Compare(" <> ", " OR ")),
                id => $"The identifier {id} belongs to a '{tables.Type.Name}' with another data ID than the one that was to be registered with it.",
                cancellationToken).ConfigureAwait(false);
        await RefuseAsync(
            Staged("SELECT s.dataset_id FROM ")
                .Append($" JOIN {Tags} g ON g.dataset_type_id = {tables.Id} AND g.{Collection} = s.run")
                .Raw(Required.Count == 0 ? "" : " AND " + Compare(" = ", " AND ")).Raw(" WHERE g.dataset_id <> s.dataset_id"),
            DataIdTaken,
            cancellationToken).ConfigureAwait(false);
    }

    public Task InsertDatasetsAsync(long date, CancellationToken cancellationToken)
    {
        var sql = Database.Sql().Append($"INSERT INTO dataset (id, dataset_type_id, ingest_date, {Run}) SELECT dataset_id, {tables.Id}, ");
        sql = context.Variant.DatesAreText ? Database.Dialect.AppendCalendarText(sql, UtcText.Write(date)) : sql.Value(date);
        return Database.ExecuteAsync(
            AppendStaged(sql.Raw(", run FROM ")).Append($" WHERE NOT EXISTS (SELECT 1 FROM dataset d WHERE d.id = s.dataset_id)").Build(),
            cancellationToken);
    }

    public Task InsertTagsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> dimensions = [.. Required.Select(d => d.Name)];
        return Database.ExecuteAsync(
            AppendStaged(Database.Sql()
                .Append($"INSERT INTO {Tags} ({SqlName.List(["dataset_type_id", context.Variant.CollectionColumn, "dataset_id", .. dimensions])}) ")
                .Append($"SELECT {tables.Id}, run, {SqlName.List(["dataset_id", .. dimensions])} FROM "))
                .Append($" WHERE NOT EXISTS (SELECT 1 FROM {Tags} g WHERE g.dataset_id = s.dataset_id AND g.{Collection} = s.run)").Build(),
            cancellationToken);
    }

    public Task DropAsync(CancellationToken cancellationToken) => given is not null ? Task.CompletedTask :
        Database.ExecuteAsync(Database.Sql().Append($"DROP TABLE {staging}").Build(), cancellationToken);

    private SqlBuilder Staged(string before) => AppendStaged(Database.Sql().Raw(before));

    private SqlBuilder AppendStaged(SqlBuilder sql)
    {
        if (given is null)
            return sql.Append($"{staging} s");
        sql.Raw("(SELECT c0 AS dataset_id, c1 AS run");
        for (var i = 0; i < Required.Count; i++)
            sql.Raw(string.Create(CultureInfo.InvariantCulture, $", c{i + 2} AS ")).Name(Required[i].Name);
        return sql.Append($" FROM {given} k) s");
    }

    private KeyRows Rows(IReadOnlyList<DatasetRef> datasets, Dictionary<string, object> runs)
    {
        var rows = new KeyRows(Required.Count + 2);
        foreach (var dataset in datasets)
        {
            rows.Begin().Add(dataset.Id).AddKey(runs[dataset.Run]);
            foreach (var dimension in Required)
                rows.Add(dataset.DataId[dimension.Name]);
            rows.End();
        }

        return rows;
    }

    private string Compare(string comparison, string between) =>
        string.Join(between, Required.Select(d => $"g.{Database.Dialect.Quote(d.Name)}{comparison}s.{Database.Dialect.Quote(d.Name)}"));

    private string DataIdTaken(Guid id)
    {
        var dataset = staged.First(s => s.Id == id);
        return $"The '{tables.Type.Name}' {dataset.DataId} can't be registered: the run '{dataset.Run}' has one with that data ID already; choose another run, or leave it out, or remove the one that is there first (butler prune-datasets).";
    }

    private async Task RefuseAsync(SqlBuilder conflicts, Func<Guid, string> message, CancellationToken cancellationToken)
    {
        var found = await Database.FetchAsync(conflicts.Raw(" LIMIT 1").Build(ColumnType.Uuid), cancellationToken).ConfigureAwait(false);
        if (found.Count > 0)
            throw new ConflictException(message(found[0].Id(0, 0)));
    }
}
