using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Queries.Sql;

/// <summary>Takes the values of a statement whose text is put together elsewhere, and gives the placeholders that stand for them.</summary>
internal sealed class SqlParameters(SqlDialect dialect)
{
    // https://www.sqlite.org/limits.html, SQLITE_MAX_VARIABLE_NUMBER.
    private const int MaxValues = 32_766;

    private readonly SqlBuilder builder = new(dialect);
    private int length;

    public SqlDialect Dialect => dialect;

    public string Value(object? value) => Appended(builder.Value(value));

    /// <summary>Values to stand after <c>IN</c>, as one parameter.</summary>
    public string List(IEnumerable<object> values) => Appended(builder.List(values));

    /// <summary>Rows of keys to stand where a table can, as one parameter.</summary>
    public string Rows(KeyRows rows) => Appended(builder.Rows(rows));

    /// <summary>The statement of a text that uses the placeholders.</summary>
    /// <exception cref="QueryException">There are more values than a database takes.</exception>
    public SqlQuery Build(string text, ColumnType[] columns)
    {
        var query = builder.Build(columns) with { Text = text };
        return query.Parameters.Count <= MaxValues
            ? query
            : throw new QueryException($"The condition needs {query.Parameters.Count} values, and the database takes {MaxValues} at most; lists of integers, texts and identifiers in IN (…) count as one.");
    }

    private string Appended(SqlBuilder appended)
    {
        var text = appended.ToString();
        var placeholder = text[length..];
        length = text.Length;
        return placeholder;
    }
}
