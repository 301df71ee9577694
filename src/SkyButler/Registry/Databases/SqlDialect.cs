using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Databases;

/// <summary>What differs between databases in the SQL that we write.</summary>
internal abstract class SqlDialect
{
    /// <summary>An identifier in quotes.</summary>
    public virtual string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>An identifier as definitions of tables write it: in quotes only where it needs them.</summary>
    public abstract string QuoteWhereNeeded(string name);

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

    /// <summary>A test of a text column by a glob, in which case counts.</summary>
    public abstract SqlBuilder AppendGlob(SqlBuilder builder, string column, string pattern);

    public abstract SqlBuilder AppendList(SqlBuilder builder, IEnumerable<object> values);

    /// <summary>A list of any length as a table expression with the column <c>v</c>; one parameter.</summary>
    public abstract SqlBuilder AppendColumn(SqlBuilder builder, IEnumerable<object> values);

    public abstract SqlBuilder AppendRows(SqlBuilder builder, KeyRows rows);
}
