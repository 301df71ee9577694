using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Filters;

/// <summary>
/// What rows must fulfil: comparisons of columns with values, joined by and and or. Columns are named as in
/// <see cref="ParquetReadOptions.Columns"/> and must not lie inside of lists. Values are numbers, <see cref="bool"/>, <see cref="string"/>,
/// <c>byte[]</c>, <see cref="Guid"/>, <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="DateTime"/> or <see cref="DateTimeOffset"/>, as they suit the column.
/// As in SQL a null fulfils no comparison; something that is not a number only differs from numbers.
/// </summary>
public abstract class RowFilter
{
    private protected RowFilter()
    {
    }

    /// <summary>Rows whose value is this one.</summary>
    public static RowFilter Equal(string column, object value) => new ComparisonFilter(column, Comparison.Equal, [value]);

    /// <summary>Rows whose value is another one.</summary>
    public static RowFilter NotEqual(string column, object value) => new ComparisonFilter(column, Comparison.NotEqual, [value]);

    /// <summary>Rows whose value is less.</summary>
    public static RowFilter LessThan(string column, object value) => new ComparisonFilter(column, Comparison.LessThan, [value]);

    /// <summary>Rows whose value is less or equal.</summary>
    public static RowFilter AtMost(string column, object value) => new ComparisonFilter(column, Comparison.AtMost, [value]);

    /// <summary>Rows whose value is greater.</summary>
    public static RowFilter GreaterThan(string column, object value) => new ComparisonFilter(column, Comparison.GreaterThan, [value]);

    /// <summary>Rows whose value is greater or equal.</summary>
    public static RowFilter AtLeast(string column, object value) => new ComparisonFilter(column, Comparison.AtLeast, [value]);

    /// <summary>Rows whose value is one of these.</summary>
    public static RowFilter In(string column, params IReadOnlyList<object> values) => new ComparisonFilter(column, Comparison.Equal, values);

    /// <summary>Rows whose value is null.</summary>
    public static RowFilter IsNull(string column) => new NullFilter(column, isNull: true);

    /// <summary>Rows whose value is not null.</summary>
    public static RowFilter IsNotNull(string column) => new NullFilter(column, isNull: false);

    /// <summary>Rows that fulfil all of these.</summary>
    public static RowFilter And(params IReadOnlyList<RowFilter> filters) => new JoinedFilter(filters, isAnd: true);

    /// <summary>Rows that fulfil one of these.</summary>
    public static RowFilter Or(params IReadOnlyList<RowFilter> filters) => new JoinedFilter(filters, isAnd: false);

    /// <summary>Finds the columns in a schema and brings the values into their form.</summary>
    internal abstract BoundFilter Bind(ParquetSchema schema);
}
