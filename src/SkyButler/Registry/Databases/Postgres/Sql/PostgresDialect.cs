using System.Collections.Frozen;
using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Databases.Postgres.Sql;

/// <summary>SQL as PostgreSQL understands it. Tables are found by the search path, which every transaction sets for itself.</summary>
/// <param name="schema">The SQL schema that holds the tables; null for the server's default.</param>
internal sealed class PostgresDialect(string? schema) : SqlDialect
{
    // https://www.postgresql.org/docs/current/sql-keywords-appendix.html: those reserved, or that can't be columns without quotes.
    private static readonly FrozenSet<string> Reserved =
        ("all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently constraint "
        + "create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default deferrable desc "
        + "distinct do else end except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join "
        + "lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary "
        + "references returning right select session_user similar some symmetric system_user table tablesample then to trailing true union unique user "
        + "using variadic verbose when where window with position")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public override string ForUpdate => " FOR UPDATE";

    public override string ForShare => " FOR SHARE";

    public override string ForUpdateOfFree => " FOR UPDATE SKIP LOCKED";

    public override string TemporaryTableEnd => " ON COMMIT DROP";

    public override string NoTimespan => "NULL::int8range";

    public override string QuoteWhereNeeded(string name) =>
        Reserved.Contains(name) || name.Length == 0 || char.IsAsciiDigit(name[0]) || name.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            ? Quote(name)
            : name;

    public override string ShortName(string name) => PostgresNames.Shorten(name);

    public override string Placeholder(int number) => string.Create(CultureInfo.InvariantCulture, $"${number}");

    public override IReadOnlyList<string> PhysicalColumns(ColumnDefinition column) => [column.Name];

    public override string TypeName(ColumnDefinition column) => column.Type switch
    {
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
        ColumnType.Uuid => "UUID",
        ColumnType.Timespan => "INT8RANGE",
        ColumnType.DateTime when column.IsCalendarText => "TIMESTAMP",
        _ => "BIGINT",
    };

    public override string? DefaultValue(ColumnDefinition column, int part) => column switch
    {
        { HasDefault: false } => null,
        { Type: ColumnType.Timespan } => "'(,)'::int8range",
        _ => "now()",
    };

    public override string? LengthCheck(ColumnDefinition column) => null;

    public override string? NextValue(string table, string column) =>
        $"nextval('{Quote(PostgresNames.Sequence(table, column)).Replace("'", "''", StringComparison.Ordinal)}')";

    public override IEnumerable<string> Sequences(TableDefinition table) =>
        table.Columns.Where(c => c.IsAutoIncrement).Select(c => $"CREATE SEQUENCE {QuoteWhereNeeded(PostgresNames.Sequence(table.Name, c.Name))}");

    public override IEnumerable<string> Namespace() => schema is null ? [] : [$"CREATE SCHEMA IF NOT EXISTS {Quote(schema)}"];

    public override string LockTable(string table) => $"LOCK TABLE {Quote(table)} IN EXCLUSIVE MODE";

    public override SqlBuilder AppendTableNames(SqlBuilder builder) =>
        builder.Raw("SELECT tablename::text FROM pg_catalog.pg_tables WHERE schemaname = current_schema() ORDER BY 1");

    public override SqlBuilder AppendColumnNames(SqlBuilder builder, string table) =>
        builder.Append($"SELECT attname::text FROM pg_catalog.pg_attribute WHERE attrelid = to_regclass({Quote(table)}) AND attnum > 0 AND NOT attisdropped");

    public override string TimespanColumns(string alias, string column) => $"{alias}.{column}";

    public override SqlBuilder AppendTimespan(SqlBuilder builder, Timespan value) => builder.Raw(PostgresRanges.Literal(value));

    public override string TimespanBetween(string begin, string end) => PostgresRanges.Between(begin, end);

    public override string TimespanEquals(string alias, string column, string begin, string end) => $"{alias}.{column} = {PostgresRanges.Between(begin, end)}";

    public override string TimespanOverlaps(string alias, string column, string begin, string end) =>
        $"({begin} < {end} AND {alias}.{column} && int8range(LEAST({begin}, {end}), GREATEST({begin}, {end})))";

    public override SqlBuilder AppendCalendarText(SqlBuilder builder, string text) => builder.Value(text).Raw("::timestamp");

    public override SqlBuilder AppendGlob(SqlBuilder builder, string column, string pattern) =>
        builder.Raw(column).Raw(" ~ ").Value(Glob.ToPosix(pattern));

    // A list without a member has no type either, so it stands as a value that equals nothing.
    public override SqlBuilder AppendList(SqlBuilder builder, IEnumerable<object> values) => TypedArrays.Of(values) is { } array
        ? builder.Raw("(SELECT unnest(").Value(array).Raw("))")
        : builder.Raw("(NULL)");

    // One scan of the index takes all values in turn, in two thirds of the time that a join with the list takes. As a subquery the list is not
    // looked into by the planner, which would take longer for that than for all else, and choose the same.
    public override SqlBuilder AppendProbes(SqlBuilder builder, IEnumerable<object> values) => TypedArrays.Of(values) is { } array
        ? builder.Raw(" = ANY((SELECT ").Value(array).Raw(")::").Raw(TypedArrays.NameOf(array)).Raw(")")
        : builder.Raw(" IN (NULL)");

    public override SqlBuilder AppendColumn(SqlBuilder builder, IEnumerable<object> values) =>
        builder.Raw("(SELECT unnest(").Value(TypedArrays.Of(values) ?? Array.Empty<Guid>()).Raw(") AS v)");

    public override SqlBuilder AppendRows(SqlBuilder builder, KeyRows rows)
    {
        if (rows.Width == 0)
            return builder.Append($"(SELECT n - 1 AS i FROM generate_series(1, {(long)rows.Count}) AS n)");
        var names = string.Join(", ", Enumerable.Range(0, rows.Width).Select(c => string.Create(CultureInfo.InvariantCulture, $"c{c}")));
        builder.Raw("(SELECT n - 1 AS i, ").Raw(names).Raw(" FROM unnest(");
        var columns = TypedArrays.Of(rows);
        for (var c = 0; c < columns.Count; c++)
            builder.Raw(c == 0 ? "" : ", ").Value(columns[c]);
        return builder.Raw(") WITH ORDINALITY AS u(").Raw(names).Raw(", n))");
    }

    // https://www.postgresql.org/docs/current/view-pg-stats.html: a number of values, or less than zero their share of the rows.
    public override SqlBuilder? AppendRowsPerValue(SqlBuilder builder, string table, IReadOnlyList<string> columns) => builder
        .Raw("SELECT min(CASE WHEN s.n_distinct > 0 THEN c.reltuples / s.n_distinct ELSE -1 / s.n_distinct END)::float8 FROM pg_catalog.pg_class c ")
        .Raw("JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname ")
        .Append($"WHERE c.oid = to_regclass({Quote(table)}) AND c.reltuples > 0 AND s.n_distinct <> 0 AND s.attname IN {columns}");
}
