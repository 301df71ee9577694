using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Datasets.Membership;

/// <summary>How validity ranges that overlap are looked for, and what is said of them.</summary>
internal static class CalibrationConflicts
{
    /// <summary>What ends a query for them.</summary>
    public const string First = " ORDER BY o.dataset_id LIMIT 1";

    private const string WayOut =
        "certify for a time that is free or into another collection, or take back what certified them ('butler log' lists that, 'butler undo' takes it back)";

    /// <summary>What a query for them gives.</summary>
    public static ColumnType[] Types { get; } = [ColumnType.Uuid, ColumnType.Timespan, ColumnType.Int];

    /// <summary>The same as a list of a SELECT; the ranges are those of <c>o</c>.</summary>
    public static string Columns(SqlDialect dialect) => $"o.dataset_id, {dialect.TimespanColumns("o", "timespan")}, count(*) OVER ()";

    /// <summary>What ties a range <c>o</c> to a dataset <c>g</c> with the same data ID.</summary>
    public static string SameDataId(SqlDialect dialect, DatasetTypeTables tables) =>
        string.Concat(tables.Type.Dimensions.Required.Select(d => $" AND o.{dialect.Quote(d.Name)} = g.{dialect.Quote(d.Name)}"));

    /// <summary>The error that an answer means; null where nothing overlaps.</summary>
    public static ConflictException? Read(IReadOnlyList<RowBatch> answer, DatasetTypeTables tables, CollectionRecord collection, string when) => answer is [{ Count: > 0 } overlap, ..]
        ? new($"The '{tables.Type.Name}' datasets can't be certified into '{collection.Name}'{when}: {overlap.Number(2, 0)} validity ranges of their data IDs overlap, such as {overlap.Timespan(1, 0)} of {overlap.Id(0, 0)}; {WayOut}.")
        : null;

    /// <summary>The error where the database itself refused.</summary>
    public static ConflictException Refused(string collection, Timespan? validity, Exception refused) =>
        new($"The datasets can't be certified into '{collection}'{(validity is null ? "" : $" for {validity}")}: a validity range of one of their data IDs overlaps; {WayOut}.", refused);
}
