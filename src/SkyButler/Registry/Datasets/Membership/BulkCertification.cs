using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Datasets.Membership;

/// <summary>Gives many datasets validity ranges of their own in a CALIBRATION collection, by a few statements for some thousands.</summary>
internal sealed class BulkCertification(RegistryContext context, DatasetTypeStorage types, CollectionStorage collections, SummaryWriter summaries)
{
    private const int Chunk = 10_000;

    private Database Database => context.Database;

    private SqlName Collection => new(context.Variant.CollectionColumn);

    /// <summary>Certifies all of them, or none; those that have exactly their range already are left alone.</summary>
    public async Task EnsureAsync(string collection, IReadOnlyList<(DatasetRef Dataset, Timespan Validity)> ranges, CancellationToken cancellationToken)
    {
        if (ranges.Any(r => r.Validity.IsEmpty))
            throw new RegistryException($"Datasets can't be certified into '{collection}' for no time at all: a validity range is empty.");
        var record = await collections.GetAsync(collection, cancellationToken).ConfigureAwait(false);
        CollectionTypes.Require(record, CollectionType.Calibration, "Datasets can be certified into");
        var tables = await types.TablesAsync([.. ranges.Select(r => r.Dataset.DatasetType.ParentName).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        try
        {
            await Database.SavepointAsync(
                async token =>
                {
                    foreach (var group in ranges.GroupBy(r => r.Dataset.DatasetType.ParentName, StringComparer.Ordinal))
                        foreach (var chunk in group.Select(r => (r.Dataset.Id, r.Validity)).Distinct().Chunk(Chunk))
                            await CertifyAsync(record, tables.GetValueOrDefault(group.Key) ?? await types.TablesAsync(group.Key, token).ConfigureAwait(false), chunk, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e) when (e.Kind == ConstraintKind.Unique)
        {
            throw CalibrationConflicts.Refused(collection, null, e);
        }
    }

    private async Task CertifyAsync(CollectionRecord collection, DatasetTypeTables tables, (Guid Id, Timespan Validity)[] ranges, CancellationToken cancellationToken)
    {
        var calibs = CalibrationWriter.Calibs(tables);
        Guid[] ids = [.. ranges.Select(r => r.Id).Distinct()];
        await MembershipSource.RequireAllAsync(context, tables, ids, collection.Name, cancellationToken).ConfigureAwait(false);
        await MembershipSource.SummarizeAsync(context, summaries, collection.Key, tables, ids, cancellationToken).ConfigureAwait(false);
        await Database.LockTableAsync(calibs, cancellationToken).ConfigureAwait(false);
        var rows = new KeyRows(3);
        foreach (var (id, validity) in ranges)
            rows.Begin().Add(id).Add(validity.BeginNanoseconds).Add(validity.EndNanoseconds).End();
        await InsertAsync(collection, tables, rows, cancellationToken).ConfigureAwait(false);
        var conflicts = Database.Sql().Append($"SELECT {new SqlText(CalibrationConflicts.Columns(Database.Dialect))} FROM ");
        Overlapping(conflicts.Raw("(SELECT g.*, k.c1, k.c2 FROM ").Rows(rows).Raw(" k").AppendRunRows(context, tables, "k.c0"), collection, tables).Raw(CalibrationConflicts.First);
        if (CalibrationConflicts.Read(await Database.FetchAsync(conflicts.Build(CalibrationConflicts.Types), cancellationToken).ConfigureAwait(false), tables, collection, "") is { } conflict)
            throw conflict;
    }

    // The new ones stand in the table already, so what overlaps may be one of them, but not the range itself.
    private SqlBuilder Overlapping(SqlBuilder sql, CollectionRecord collection, DatasetTypeTables tables) => sql
        .Append($") g CROSS JOIN {new SqlName(CalibrationWriter.Calibs(tables))} o WHERE o.dataset_type_id = {tables.Id} AND o.{Collection} = {collection.Key}")
        .Raw(CalibrationConflicts.SameDataId(Database.Dialect, tables))
        .Raw(" AND ").Raw(Database.Dialect.TimespanOverlaps("o", "timespan", "g.c1", "g.c2"))
        .Raw(" AND NOT (o.dataset_id = g.dataset_id AND ").Raw(Database.Dialect.TimespanEquals("o", "timespan", "g.c1", "g.c2")).Raw(")");

    private Task InsertAsync(CollectionRecord collection, DatasetTypeTables tables, KeyRows rows, CancellationToken cancellationToken)
    {
        var dialect = Database.Dialect;
        var calibs = CalibrationWriter.Calibs(tables);
        IReadOnlyList<string> copied = ["dataset_type_id", "dataset_id", .. tables.Type.Dimensions.Required.Select(d => d.Name)];
        var next = dialect.NextValue(calibs, "id");
        IReadOnlyList<string> columns = [.. next is null ? Array.Empty<string>() : ["id"], context.Variant.CollectionColumn, .. dialect.PhysicalColumns(new("timespan", Dimensions.ColumnType.Timespan)), .. copied];
        var sql = Database.Sql()
            .Append($"INSERT INTO {new SqlName(calibs)} ({SqlName.List(columns)}) SELECT ").Raw(next is null ? "" : next + ", ").Append($"{collection.Key}, ")
            .Raw(dialect.TimespanBetween("k.c1", "k.c2")).Append($", {new SqlNames(copied, "g")} FROM ").Rows(rows).Raw(" k").AppendRunRows(context, tables, "k.c0")
            .Append($" AND NOT EXISTS (SELECT 1 FROM {new SqlName(calibs)} o WHERE o.dataset_type_id = {tables.Id} AND o.{Collection} = {collection.Key}")
            .Raw(CalibrationConflicts.SameDataId(dialect, tables)).Raw(" AND o.dataset_id = g.dataset_id AND ").Raw(dialect.TimespanEquals("o", "timespan", "k.c1", "k.c2")).Raw(")");
        return Database.ExecuteAsync(sql.Build(), cancellationToken);
    }
}
