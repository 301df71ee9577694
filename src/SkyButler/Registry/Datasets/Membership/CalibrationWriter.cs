using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Datasets.Membership;

/// <summary>Gives datasets validity ranges in CALIBRATION collections and takes them away; ranges of one data ID never overlap.</summary>
internal sealed class CalibrationWriter(RegistryContext context, DatasetTypeStorage types, CollectionStorage collections, SummaryWriter summaries)
{
    private Database Database => context.Database;

    private SqlName Collection => new(context.Variant.CollectionColumn);

    public async Task CertifyAsync(string collection, IReadOnlyList<DatasetRef> datasets, Timespan validity, CancellationToken cancellationToken)
    {
        if (validity.IsEmpty)
            throw new RegistryException($"Datasets can't be certified into '{collection}' for no time at all: the validity range is empty.");
        var record = await collections.GetAsync(collection, cancellationToken).ConfigureAwait(false);
        CollectionTypes.Require(record, CollectionType.Calibration, "Datasets can be certified into");
        var groups = await MembershipSource.GroupAsync(types, datasets, cancellationToken).ConfigureAwait(false);
        foreach (var (tables, _) in groups)
            Calibs(tables);
        try
        {
            await Database.SavepointAsync(token => CertifyAsync(record, groups, validity, token), cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e) when (e.Kind == ConstraintKind.Unique)
        {
            // Tables that older releases made refuse overlaps by themselves.
            throw CalibrationConflicts.Refused(collection, validity, e);
        }
    }

    private async Task CertifyAsync(
        CollectionRecord record, IReadOnlyList<(DatasetTypeTables Tables, Guid[] Ids)> groups, Timespan validity, CancellationToken token)
    {
        foreach (var (tables, ids) in groups)
        {
            await MembershipSource.RequireAllAsync(context, tables, ids, record.Name, token).ConfigureAwait(false);
            await MembershipSource.SummarizeAsync(context, summaries, record.Key, tables, ids, token).ConfigureAwait(false);
            await Database.LockTableAsync(Calibs(tables), token).ConfigureAwait(false);
            await RefuseOverlapsAsync(record, tables, ids, validity, token).ConfigureAwait(false);
            await InsertAsync(record, tables, ids, validity, token).ConfigureAwait(false);
        }
    }

    public async Task DecertifyAsync(
        string collection, DatasetType type, Timespan range, IReadOnlyList<DataCoordinate>? dataIds, CancellationToken cancellationToken)
    {
        var record = await collections.GetAsync(collection, cancellationToken).ConfigureAwait(false);
        CollectionTypes.Require(record, CollectionType.Calibration, "Datasets can be decertified in");
        var tables = await types.TablesAsync(type, cancellationToken).ConfigureAwait(false);
        var calibs = Calibs(tables);
        if (range.IsEmpty)
            return;
        await Database.SavepointAsync(
            async token =>
            {
                await Database.LockTableAsync(calibs, token).ConfigureAwait(false);
                var rows = new CalibrationRows(context, tables, calibs, record.Key);
                await rows.ReadAsync(range, dataIds, token).ConfigureAwait(false);
                await rows.ReplaceAsync(range, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="RegistryException">The type is not a calibration.</exception>
    public static string Calibs(DatasetTypeTables tables) => tables.Calibs
        ?? throw new RegistryException($"The dataset type '{tables.Type.Name}' is not a calibration, so its datasets have no validity ranges; register it as one (--is-calibration).");

    private async Task RefuseOverlapsAsync(CollectionRecord collection, DatasetTypeTables tables, Guid[] ids, Timespan validity, CancellationToken cancellationToken)
    {
        var query = Database.Sql()
            .Append($"SELECT {new SqlText(CalibrationConflicts.Columns(Database.Dialect))} FROM (SELECT g.*").AppendRunRows(context, tables, ids)
            .Append($") g JOIN {new SqlName(Calibs(tables))} o ON o.dataset_type_id = {tables.Id} AND o.{Collection} = {collection.Key}").Raw(CalibrationConflicts.SameDataId(Database.Dialect, tables))
            .Raw(" WHERE ").Raw(Database.Dialect.TimespanOverlaps("o", "timespan", validity)).Raw(CalibrationConflicts.First)
            .Build(CalibrationConflicts.Types);
        if (CalibrationConflicts.Read(await Database.FetchAsync(query, cancellationToken).ConfigureAwait(false), tables, collection, $" for {validity}") is { } conflict)
            throw conflict;
        await RefuseTwinsAsync(collection, tables, ids, validity, cancellationToken).ConfigureAwait(false);
    }

    // Two of the given datasets may have the same data ID, from different runs: then they overlap each other.
    private async Task RefuseTwinsAsync(CollectionRecord collection, DatasetTypeTables tables, Guid[] ids, Timespan validity, CancellationToken cancellationToken)
    {
        var required = tables.Type.Dimensions.Required;
        var grouping = required.Count == 0 ? "" : " GROUP BY " + string.Join(", ", required.Select(d => $"g.{Database.Dialect.Quote(d.Name)}"));
        var query = Database.Sql().Append($"SELECT count(*)").AppendRunRows(context, tables, ids).Raw(grouping).Raw(" HAVING count(*) > 1 LIMIT 1").Build(ColumnType.Int);
        if ((await Database.FetchAsync(query, cancellationToken).ConfigureAwait(false)).Count > 0)
            throw new ConflictException(
                $"The '{tables.Type.Name}' datasets can't be certified into '{collection.Name}' for {validity}: two of them have the same data ID.");
    }

    private Task InsertAsync(CollectionRecord collection, DatasetTypeTables tables, Guid[] ids, Timespan validity, CancellationToken cancellationToken)
    {
        var dialect = Database.Dialect;
        var calibs = Calibs(tables);
        IReadOnlyList<string> copied = ["dataset_type_id", "dataset_id", .. tables.Type.Dimensions.Required.Select(d => d.Name)];
        IReadOnlyList<string> validities = dialect.PhysicalColumns(new("timespan", ColumnType.Timespan));
        var next = dialect.NextValue(calibs, "id");
        IReadOnlyList<string> columns = [.. next is null ? Array.Empty<string>() : ["id"], context.Variant.CollectionColumn, .. validities, .. copied];
        var sql = Database.Sql().Append($"INSERT INTO {new SqlName(calibs)} ({SqlName.List(columns)}) SELECT ").Raw(next is null ? "" : next + ", ").Append($"{collection.Key}, ");
        return Database.ExecuteAsync(
            dialect.AppendTimespan(sql, validity).Append($", {new SqlNames(copied, "g")}").AppendRunRows(context, tables, ids).Build(), cancellationToken);
    }
}
