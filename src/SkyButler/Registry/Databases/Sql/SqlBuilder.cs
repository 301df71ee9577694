using System.Runtime.CompilerServices;
using System.Text;
using SkyButler.Dimensions;

namespace SkyButler.Registry.Databases.Sql;

/// <summary>
/// Puts SQL together so that no value can become text of it: what stands in the holes of an interpolated string is a parameter,
/// unless it is a <see cref="SqlName"/> (quoted) or a <see cref="SqlText"/> (our own SQL).
/// </summary>
internal sealed class SqlBuilder(SqlDialect dialect)
{
    private readonly StringBuilder text = new();
    private readonly List<object?> parameters = [];

    public SqlDialect Dialect => dialect;

    /// <summary>SQL of ours as it is, never what came from outside.</summary>
    public SqlBuilder Raw(string sql)
    {
        text.Append(sql);
        return this;
    }

    public SqlBuilder Append([InterpolatedStringHandlerArgument("")] ref SqlInterpolation sql)
    {
        _ = sql;
        return this;
    }

    /// <summary>A value as a parameter.</summary>
    public SqlBuilder Value(object? value)
    {
        parameters.Add(value);
        text.Append(dialect.Placeholder(parameters.Count));
        return this;
    }

    public SqlBuilder Name(string name)
    {
        text.Append(dialect.Quote(name));
        return this;
    }

    public SqlBuilder Names(SqlNames names)
    {
        for (var i = 0; i < names.Values.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            if (names.Alias is { } alias)
                text.Append(alias).Append('.');
            text.Append(dialect.Quote(names.Values[i]));
        }

        return this;
    }

    /// <summary>A list of any length, as one parameter, to stand after <c>IN</c>: long, string or Guid.</summary>
    public SqlBuilder List(IEnumerable<object> values) => dialect.AppendList(this, values);

    /// <summary>A list of any length, as one parameter, among which what stands before is sought in an index.</summary>
    public SqlBuilder Probes(IEnumerable<object> values) => dialect.AppendProbes(this, values);

    /// <summary>A list of any length as a table expression with the column <c>v</c>; one parameter.</summary>
    public SqlBuilder Column(IEnumerable<object> values) => dialect.AppendColumn(this, values);

    /// <summary>
    /// Rows of keys as a table expression with columns <c>i</c> (position from 0) and <c>c0</c>, <c>c1</c>…; one parameter.
    /// </summary>
    public SqlBuilder Rows(KeyRows rows) => dialect.AppendRows(this, rows);

    /// <summary>The same with SQL of ours put before it.</summary>
    public SqlBuilder After(string sql)
    {
        text.Insert(0, sql);
        return this;
    }

    /// <summary>The finished statement.</summary>
    public SqlQuery Build(params ColumnType[] columns) => new(text.ToString(), [.. parameters], columns);

    public override string ToString() => text.ToString();
}
