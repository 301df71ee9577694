using SkyButler.Dimensions;
using SkyButler.Registry.Databases;

namespace SkyButler.Queries.Sql;

/// <summary>Takes the values of a statement whose text is put together elsewhere, and gives the placeholders that stand for them.</summary>
internal sealed class SqlParameters(SqlDialect dialect)
{
    private readonly SqlBuilder builder = new(dialect);
    private int length;

    public SqlDialect Dialect => dialect;

    public string Value(object? value) => Appended(builder.Value(value));

    /// <summary>Values to stand after <c>IN</c>, as one parameter.</summary>
    public string List(IEnumerable<object> values) => Appended(builder.List(values));

    /// <summary>Rows of keys to stand where a table can, as one parameter.</summary>
    public string Rows(KeyRows rows) => Appended(builder.Rows(rows));

    /// <summary>The statement of a text that uses the placeholders.</summary>
    public SqlQuery Build(string text, IReadOnlyList<ColumnType> columns) => builder.Build(columns) with { Text = text };

    private string Appended(SqlBuilder appended)
    {
        var text = appended.ToString();
        var placeholder = text[length..];
        length = text.Length;
        return placeholder;
    }
}
