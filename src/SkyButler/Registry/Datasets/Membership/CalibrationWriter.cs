using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Datasets.Membership;

/// <summary>
/// Gives datasets validity ranges in CALIBRATION collections, by a few statements for some thousands, and takes them away; ranges of one data ID never overlap.
/// </summary>
internal sealed class CalibrationWriter(RegistryContext context, DatasetTypeStorage types, CollectionStorage collections, SummaryWriter summaries)
{
    private const int Chunk = 10_000;

    private Database Database => context.Database;

    private SqlName Collection => new(context.Variant.CollectionColumn);

    /// <summary>Certifies all of them, or none; returns how many ranges are new.</summary>
    public async Task<long> CertifyAsync(
        string collection, IReadOnlyList<(DatasetRef Dataset, Timespan Validity)> ranges, ExistingRanges existing, CancellationToken cancellationToken)
    {
        if (ranges.Any(r => r.Validity.IsEmpty))
            throw new RegistryException($"Datasets can't be certified into '{collection}' for no time at all: a validity range is empty.");
        var record = await collections.GetAsync(collection, cancellationToken).ConfigureAwait(false);
        CollectionTypes.Require(record, CollectionType.Calibration, "Datasets can be certified into");
        var tables = await types.TablesAsync([.. ranges.Select(r => r.Dataset.DatasetType.ParentName).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        foreach (var type in tables.Values)
            Calibs(type);
        var when = ranges is [var only, ..] && ranges.All(r => r.Validity == only.Validity) ? only.Validity : (Timespan?)null;
        var added = 0L;
        try
        {
            await Database.SavepointAsync(
                async token =>
                {
                    added = 0;
                    foreach (var group in ranges.GroupBy(r => r.Dataset.DatasetType.ParentName, StringComparer.Ordinal))
                        foreach (var chunk in group.Select(r => (r.Dataset.Id, r.Validity)).Distinct().Chunk(Chunk))
                            added += await CertifyAsync(record, tables.GetValueOrDefault(group.Key) ?? await types.TablesAsync(group.Key, token).ConfigureAwait(false), chunk, existing, when, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e) when (e.Kind == ConstraintKind.Unique)
        {
            // Tables that older releases made refuse overlaps by themselves.
            throw CalibrationConflicts.Refused(collection, when, e);
        }

        return added;
    }

    /// <summary>Takes a range of time out of what datasets of a type are valid for; null data IDs mean all.</summary>
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

    private async Task<long> CertifyAsync(
        CollectionRecord collection, DatasetTypeTables tables, (Guid Id, Timespan Validity)[] ranges, ExistingRanges existing, Timespan? when, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. ranges.Select(r => r.Id).Distinct()];
        await MembershipSource.RequireAllAsync(context, tables, ids, collection.Name, cancellationToken).ConfigureAwait(false);
        await MembershipSource.SummarizeAsync(context, summaries, collection.Key, tables, ids, cancellationToken).ConfigureAwait(false);
        await Database.LockTableAsync(Calibs(tables), cancellationToken).ConfigureAwait(false);
        var rows = new KeyRows(3);
        foreach (var (id, validity) in ranges)
            rows.Begin().Add(id).Add(validity.BeginNanoseconds).Add(validity.EndNanoseconds).End();
        if (existing == ExistingRanges.Refused)
            await RefuseOverlapsAsync(collection, tables, rows, "", when, cancellationToken).ConfigureAwait(false);
        var added = await InsertAsync(collection, tables, rows, cancellationToken).ConfigureAwait(false);
        // The new ones stand in the table now, so what overlaps may be one of them, but not the range itself.
        var others = $" AND NOT (o.dataset_id = g.dataset_id AND {Database.Dialect.TimespanEquals("o", "timespan", "g.c1", "g.c2")})";
        await RefuseOverlapsAsync(collection, tables, rows, others, when, cancellationToken).ConfigureAwait(false);
        return added;
    }

    private async Task RefuseOverlapsAsync(CollectionRecord collection, DatasetTypeTables tables, KeyRows rows, string others, Timespan? when, CancellationToken cancellationToken)
    {
        var conflicts = Database.Sql().Append($"SELECT {new SqlText(CalibrationConflicts.Columns(Database.Dialect))} FROM ").Raw("(SELECT g.*, k.c1, k.c2 FROM ").Rows(rows).Raw(" k")
            .AppendRunRows(context, tables, "k.c0")
            .Append($") g CROSS JOIN {new SqlName(Calibs(tables))} o WHERE o.dataset_type_id = {tables.Id} AND o.{Collection} = {collection.Key}")
            .Raw(CalibrationConflicts.SameDataId(Database.Dialect, tables))
            .Raw(" AND ").Raw(Database.Dialect.TimespanOverlaps("o", "timespan", "g.c1", "g.c2")).Raw(others).Raw(CalibrationConflicts.First)
            .Build(CalibrationConflicts.Types);
        var found = await Database.FetchAsync(conflicts, cancellationToken).ConfigureAwait(false);
        if (CalibrationConflicts.Read(found, tables, collection, when is null ? "" : $" for {when}") is { } conflict)
            throw conflict;
    }

    private Task<int> InsertAsync(CollectionRecord collection, DatasetTypeTables tables, KeyRows rows, CancellationToken cancellationToken)
    {
        var dialect = Database.Dialect;
        var calibs = Calibs(tables);
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
