using System.Globalization;
using System.Text;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases.Sqlite;

namespace SkyButler.Queries.Sql;

/// <summary>SQL of questions for SQLite, where a timespan is two integer columns.</summary>
internal sealed class SqliteQueryDialect : QueryDialect
{
    public static SqliteQueryDialect Instance { get; } = new();

    public override TimespanText Timespan(string alias, string column) => new([$"{alias}.\"{column}_begin\"", $"{alias}.\"{column}_end\""]);

    public override TimespanText Timespan(Timespan value, SqlParameters sql) =>
        new([sql.Value(value.BeginNanoseconds), sql.Value(value.EndNanoseconds)]);

    // Constants, because a parameter that a statement does not use is refused.
    public override TimespanText Always(SqlParameters sql) => new([
        SkyButler.Dimensions.Times.Timespan.MinNanoseconds.ToString(CultureInfo.InvariantCulture), SkyButler.Dimensions.Times.Timespan.MaxNanoseconds.ToString(CultureInfo.InvariantCulture)]);

    public override string Begin(TimespanText timespan) => $"COALESCE({timespan.Parts[0]}, 0)";

    public override string End(TimespanText timespan) => $"COALESCE({timespan.Parts[1]}, 0)";

    // https://www.sqlite.org/optoverview.html, "disqualifying WHERE clause terms using unary +".
    public override string Unindexed(string column) => "+" + column;

    public override string IsNull(TimespanText timespan) => $"{timespan.Parts[0]} IS NULL";

    public override string AreEqual(TimespanText a, TimespanText b) => $"({a.Parts[0]} = {b.Parts[0]} AND {a.Parts[1]} = {b.Parts[1]})";

    public override string Overlap(TimespanText a, TimespanText b) => $"({a.Parts[1]} > {b.Parts[0]} AND {b.Parts[1]} > {a.Parts[0]})";

    public override string Contains(TimespanText timespan, string instant) => $"({timespan.Parts[0]} <= {instant} AND {timespan.Parts[1]} > {instant})";

    // A subquery with a limit is not merged into the query around it: https://www.sqlite.org/optoverview.html, "subquery flattening".
    public override string Materialized(string table) => $"(SELECT * FROM {table}{SqliteDialect.Instance.ReadOnce})";

    public override string CalendarText(string text, SqlParameters sql) => sql.Value(text);

    public override string Glob(string text, string pattern, SqlParameters sql) => $"{text} GLOB {sql.Value(Translate(pattern))}";

    // SQLite's GLOB has no escapes, but sets of one character; brackets are literal in our patterns.
    private static string Translate(string pattern)
    {
        var sql = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var escaped = pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] is '*' or '?' or '\\' or '[' or ']';
            var c = pattern[escaped ? ++i : i];
            sql.Append(c == '[' || (escaped && c is '*' or '?') ? $"[{c}]" : c.ToString());
        }

        return sql.ToString();
    }
}
