using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>SQL as SQLite understands it, with definitions spelled as existing repositories have them.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    // SQLite's keywords (https://www.sqlite.org/lang_keywords.html) that existing repositories quote in their definitions.
    // Only those who make tables ask for them.
    private static readonly Lazy<HashSet<string>> Reserved = new(() => new(
        ("add after all alter analyze and as asc attach autoincrement before begin between by cascade case cast check collate column commit "
        + "conflict constraint create cross current_date current_time current_timestamp database default deferrable deferred delete desc detach "
        + "distinct drop each else end escape except exclusive exists explain false fail for foreign from full glob group having if ignore immediate "
        + "in index indexed initially inner insert instead intersect into is isnull join key left like limit match natural not notnull null of "
        + "offset on or order outer plan pragma primary query raise references reindex rename replace restrict right rollback row select set table "
        + "temp temporary then to transaction trigger true union unique update using vacuum values view virtual when where")
        .Split(' '), StringComparer.Ordinal));

    public static SqliteDialect Instance { get; } = new();

    // Otherwise each use of a value would look for it in the text of the list again.
    public override string ReadOnce => " LIMIT -1";

    public override string ForUpdate => "";

    public override string ForShare => "";

    public override string ForUpdateOfFree => "";

    public override string TemporaryTableEnd => " WITHOUT ROWID";

    public override string NoTimespan => "NULL, NULL";

    public override string QuoteWhereNeeded(string name) =>
        Reserved.Value.Contains(name) || name.Length == 0 || char.IsAsciiDigit(name[0]) || name.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            ? Quote(name)
            : name;

    public override string ShortName(string name) => name;

    public override string Placeholder(int number) => string.Create(CultureInfo.InvariantCulture, $"?{number}");

    public override IReadOnlyList<string> PhysicalColumns(ColumnDefinition column) =>
        column.Type == ColumnType.Timespan ? [$"{column.Name}_begin", $"{column.Name}_end"] : [column.Name];

    public override string TypeName(ColumnDefinition column) => column.Type switch
    {
        _ when column.IsAutoIncrement => "INTEGER",
        ColumnType.Int => column.IsSmall ? "SMALLINT" : "BIGINT",
        ColumnType.String => column.Length switch
        {
            0 => "VARCHAR",
            <= ColumnDefinition.LongestVarchar => string.Create(CultureInfo.InvariantCulture, $"VARCHAR({column.Length})"),
            _ => "TEXT",
        },
        ColumnType.Float => "FLOAT",
        ColumnType.Bool => "BOOLEAN",
        ColumnType.Hash or ColumnType.Region => "TEXT",
        ColumnType.Uuid => "CHAR(32)",
        ColumnType.DateTime when column.IsCalendarText => "TIMESTAMP",
        _ => "BIGINT",
    };

    public override string? DefaultValue(ColumnDefinition column, int part) => column switch
    {
        { HasDefault: false } => null,
        { Type: ColumnType.Timespan } => (part == 0 ? Timespan.MinNanoseconds : Timespan.MaxNanoseconds).ToString(CultureInfo.InvariantCulture),
        _ => "(CURRENT_TIMESTAMP)",
    };

    public override string? LengthCheck(ColumnDefinition column) =>
        column is { Type: ColumnType.String, Length: > 0 and <= ColumnDefinition.LongestVarchar }
            ? string.Create(CultureInfo.InvariantCulture, $"length(\"{column.Name}\")<={column.Length} AND length(\"{column.Name}\")>=1")
            : null;

    public override string? NextValue(string table, string column) => null;

    public override IEnumerable<string> Sequences(TableDefinition table) => [];

    public override IEnumerable<string> Namespace() => [];

    // A transaction that writes is alone anyway.
    public override string? LockTable(string table) => null;

    public override SqlBuilder AppendTableNames(SqlBuilder builder) => builder.Raw("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");

    public override SqlBuilder AppendColumnNames(SqlBuilder builder, string table) => builder.Append($"SELECT name FROM pragma_table_info({table})");

    public override string TimespanColumns(string alias, string column) => $"{alias}.{column}_begin, {alias}.{column}_end";

    public override SqlBuilder AppendTimespan(SqlBuilder builder, Timespan value) => builder.Append($"{value.BeginNanoseconds}, {value.EndNanoseconds}");

    public override string TimespanBetween(string begin, string end) => $"{begin}, {end}";

    public override string TimespanEquals(string alias, string column, string begin, string end) =>
        $"{alias}.{column}_begin = {begin} AND {alias}.{column}_end = {end}";

    public override string TimespanOverlaps(string alias, string column, string begin, string end) =>
        $"{alias}.{column}_begin < {end} AND {alias}.{column}_end > {begin}";

    public override SqlBuilder AppendCalendarText(SqlBuilder builder, string text) => builder.Value(text);

    public override SqlBuilder AppendGlob(SqlBuilder builder, string column, string pattern) =>
        builder.Raw(column).Raw(" GLOB ").Value(Glob.ToSql(pattern));

    // One value needs no reading of a list, which takes SQLite as long as to find a row.
    public override SqlBuilder AppendList(SqlBuilder builder, IEnumerable<object> values) => values.TryGetNonEnumeratedCount(out var count) && count == 1
        ? builder.Raw("(").Value(values.First()).Raw(")")
        : builder.Raw("(SELECT value FROM json_each(").Value(Scalars(values)).Raw("))");

    public override SqlBuilder AppendColumn(SqlBuilder builder, IEnumerable<object> values) =>
        builder.Raw("(SELECT value AS v FROM json_each(").Value(Scalars(values)).Raw("))");

    public override SqlBuilder AppendRows(SqlBuilder builder, KeyRows rows)
    {
        builder.Raw("(SELECT key AS i");
        for (var c = 0; c < rows.Width; c++)
            builder.Raw(string.Create(CultureInfo.InvariantCulture, $", value ->> {c} AS c{c}"));
        return builder.Raw(" FROM json_each(").Value(rows).Raw("))");
    }

    private static KeyRows Scalars(IEnumerable<object> values)
    {
        var rows = new KeyRows(1);
        foreach (var value in values)
            rows.AddKey(value);
        return rows;
    }
}
