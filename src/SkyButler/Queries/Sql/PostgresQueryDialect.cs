using System.Globalization;
using System.Text;
using SkyButler.Registry.Databases.Postgres.Sql;
using Stored = SkyButler.Dimensions.Times.Timespan;

namespace SkyButler.Queries.Sql;

/// <summary>SQL of questions for PostgreSQL, where a timespan is a range.</summary>
internal sealed class PostgresQueryDialect : QueryDialect
{
    private static readonly string Forever = Stored.MaxNanoseconds.ToString(CultureInfo.InvariantCulture);

    public static PostgresQueryDialect Instance { get; } = new();

    public override TimespanText Timespan(string alias, string column) => new([$"{alias}.\"{column}\""]);

    public override TimespanText Timespan(Stored value, SqlParameters sql) => new([PostgresRanges.Literal(value)]);

    // The ends of ranges that are infinite or empty are what SQLite's columns hold for them, so that a question has one answer.
    public override string Begin(TimespanText timespan) =>
        $"COALESCE(lower({timespan.Parts[0]}), CASE WHEN isempty({timespan.Parts[0]}) THEN {Forever} ELSE 0 END)";

    public override string End(TimespanText timespan) =>
        $"COALESCE(upper({timespan.Parts[0]}), CASE WHEN upper_inf({timespan.Parts[0]}) THEN {Forever} ELSE 0 END)";

    public override string Divisor(string divisor) => $"NULLIF({divisor}, 0)";

    public override string Unindexed(string column) => column;

    public override string IsNull(TimespanText timespan) => $"{timespan.Parts[0]} IS NULL";

    public override string AreEqual(TimespanText a, TimespanText b) => $"({a.Parts[0]} = {b.Parts[0]})";

    public override string Overlap(TimespanText a, TimespanText b) => $"({a.Parts[0]} && {b.Parts[0]})";

    public override string Contains(TimespanText timespan, string instant) => $"({timespan.Parts[0]} @> ({instant})::bigint)";

    public override string CalendarText(string text, SqlParameters sql) => sql.Value(text) + "::timestamp";

    public override string Glob(string text, string pattern, SqlParameters sql) => $"{text} LIKE {sql.Value(Translate(pattern))}";

    private static string Translate(string pattern)
    {
        var sql = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var escaped = pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] is '*' or '?' or '\\' or '[' or ']';
            var c = pattern[escaped ? ++i : i];
            sql.Append(c switch
            {
                '*' when !escaped => "%",
                '?' when !escaped => "_",
                '%' or '_' or '\\' => $"\\{c}",
                _ => c.ToString(),
            });
        }

        return sql.ToString();
    }
}
