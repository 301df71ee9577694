using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases.Postgres.Sql;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Databases.Sqlite;

namespace SkyButler.Queries.Sql;

/// <summary>What differs between databases in the SQL of questions. Texts are SQL of ours; values go in as parameters.</summary>
internal abstract class QueryDialect
{
    public static QueryDialect Of(SqlDialect dialect) => dialect switch
    {
        SqliteDialect => SqliteQueryDialect.Instance,
        PostgresDialect => PostgresQueryDialect.Instance,
        _ => throw new UnsupportedQueryException($"Questions can't be put to {dialect.GetType().Name} in this build."),
    };

    /// <summary>A timespan column of a table.</summary>
    public abstract TimespanText Timespan(string alias, string column);

    /// <summary>A given timespan.</summary>
    public abstract TimespanText Timespan(Timespan value, SqlParameters sql);

    /// <summary>All of time, of which a statement may use one end only.</summary>
    public virtual TimespanText Always(SqlParameters sql) => Timespan(SkyButler.Dimensions.Times.Timespan.Unbounded, sql);

    /// <summary>The first instant, as the original compares it: 0 where there is no timespan.</summary>
    public abstract string Begin(TimespanText timespan);

    /// <summary>The first instant after, likewise.</summary>
    public abstract string End(TimespanText timespan);

    /// <summary>A divisor, by which a division is unknown rather than an error where it is zero.</summary>
    public virtual string Divisor(string divisor) => divisor;

    /// <summary>A column in a condition for which the database shall not choose an index.</summary>
    public abstract string Unindexed(string column);

    public abstract string IsNull(TimespanText timespan);

    public abstract string AreEqual(TimespanText a, TimespanText b);

    public abstract string Overlap(TimespanText a, TimespanText b);

    public abstract string Contains(TimespanText timespan, string instant);

    /// <summary>A table expression that the database shall read once and not for each row of others.</summary>
    public virtual string Materialized(string table) => table;

    /// <summary>A date kept as calendar text, as it compares with its column.</summary>
    public abstract string CalendarText(string text, SqlParameters sql);

    /// <summary>A test of a text by a pattern of <c>*</c>, <c>?</c> and escapes by backslash, in which case counts.</summary>
    public abstract string Glob(string text, string pattern, SqlParameters sql);
}
