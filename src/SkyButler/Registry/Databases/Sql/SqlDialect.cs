using System.Globalization;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Databases.Sql;

/// <summary>What differs between databases in the SQL that we write.</summary>
internal abstract class SqlDialect
{
    /// <summary>What follows a SELECT whose rows nobody else shall change until the transaction ends.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>The same where others may lock them too.</summary>
    public abstract string ForShare { get; }

    /// <summary>What follows a SELECT that shall leave out rows which somebody else has locked, and lock the others.</summary>
    public abstract string ForUpdateOfFree { get; }

    /// <summary>What follows the definition of a temporary table.</summary>
    public abstract string TemporaryTableEnd { get; }

    /// <summary>What follows a SELECT of a list that shall be read once, however often its values are used; empty where that needs no word.</summary>
    public virtual string ReadOnce => "";

    /// <summary>An identifier in quotes.</summary>
    public virtual string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>An identifier as definitions of tables write it: in quotes only where it needs them.</summary>
    public abstract string QuoteWhereNeeded(string name);

    /// <summary>The name of a constraint, index or sequence as this database takes it.</summary>
    public abstract string ShortName(string name);

    /// <summary>The placeholder of a parameter, numbered from 1.</summary>
    public abstract string Placeholder(int number);

    /// <summary>Physical columns that hold a logical one.</summary>
    public abstract IReadOnlyList<string> PhysicalColumns(ColumnDefinition column);

    /// <summary>Type of a physical column in a definition.</summary>
    public abstract string TypeName(ColumnDefinition column);

    /// <summary>Default of the n-th physical column of a logical one; null where it has none.</summary>
    public abstract string? DefaultValue(ColumnDefinition column, int part);

    /// <summary>The named check that a short text column gets; null where the database checks by itself.</summary>
    public abstract string? LengthCheck(ColumnDefinition column);

    /// <summary>The expression that makes the next value of a column that counts up; null where the database does it when the column is left out.</summary>
    public abstract string? NextValue(string table, string column);

    /// <summary>Statements that must come before a table's own.</summary>
    public abstract IEnumerable<string> Sequences(TableDefinition table);

    /// <summary>Statements that make the place for a new repository's tables.</summary>
    public abstract IEnumerable<string> Namespace();

    /// <summary>Statement that keeps all other writers out of a table until the transaction ends; null where none can be there.</summary>
    public abstract string? LockTable(string table);

    /// <summary>A query of the names of all tables.</summary>
    public abstract SqlBuilder AppendTableNames(SqlBuilder builder);

    /// <summary>A query of the names of a table's columns.</summary>
    public abstract SqlBuilder AppendColumnNames(SqlBuilder builder, string table);

    /// <summary>The physical columns of a timespan, as a list of a SELECT.</summary>
    public abstract string TimespanColumns(string alias, string column);

    /// <summary>What stands for no timespan in a list of a SELECT.</summary>
    public abstract string NoTimespan { get; }

    /// <summary>A given timespan as a list of a SELECT.</summary>
    public abstract SqlBuilder AppendTimespan(SqlBuilder builder, Dimensions.Times.Timespan value);

    /// <summary>A test whether a timespan overlaps the one between two numbers, which are SQL.</summary>
    public abstract string TimespanOverlaps(string alias, string column, string begin, string end);

    /// <summary>The timespan between two numbers, which are SQL, as a list of a SELECT.</summary>
    public abstract string TimespanBetween(string begin, string end);

    /// <summary>A test whether a timespan is the one between two numbers, which are SQL.</summary>
    public abstract string TimespanEquals(string alias, string column, string begin, string end);

    /// <summary>A test whether a timespan overlaps a given one.</summary>
    public string TimespanOverlaps(string alias, string column, Dimensions.Times.Timespan value) => TimespanOverlaps(
        alias, column, value.BeginNanoseconds.ToString(CultureInfo.InvariantCulture), value.EndNanoseconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>A date as calendar text, where a column keeps it so.</summary>
    public abstract SqlBuilder AppendCalendarText(SqlBuilder builder, string text);

    /// <summary>A test of a text column by a glob, in which case counts.</summary>
    public abstract SqlBuilder AppendGlob(SqlBuilder builder, string column, string pattern);

    public abstract SqlBuilder AppendList(SqlBuilder builder, IEnumerable<object> values);

    /// <summary>Whether a value is among a list of any length; for where a few rows are sought in an index, by one probe for each value.</summary>
    public virtual SqlBuilder AppendProbes(SqlBuilder builder, IEnumerable<object> values) => AppendList(builder.Raw(" IN "), values);

    /// <summary>A list of any length as a table expression with the column <c>v</c>; one parameter.</summary>
    public abstract SqlBuilder AppendColumn(SqlBuilder builder, IEnumerable<object> values);

    public abstract SqlBuilder AppendRows(SqlBuilder builder, KeyRows rows);

    /// <summary>
    /// A query of how many rows of a table have, by the database's own statistics, the same value of that column which tells most apart; its answer
    /// is NULL where there are none. Null where the database keeps no such statistics.
    /// </summary>
    public virtual SqlBuilder? AppendRowsPerValue(SqlBuilder builder, string table, IReadOnlyList<string> columns) => null;
}
