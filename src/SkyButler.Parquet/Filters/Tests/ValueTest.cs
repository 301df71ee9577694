using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Filters.Tests;

/// <summary>A comparison with values, made ready for the type of a column: ranges in which a value must lie.</summary>
internal abstract class ValueTest
{
    /// <summary>Whether values within bounds may pass; true where the bounds don't say.</summary>
    public abstract bool MayMatch(ColumnStatistics known);

    /// <summary>Which values pass; anything for nulls.</summary>
    public abstract void Evaluate(ParquetColumn column, Span<bool> result);

    /// <exception cref="ParquetRequestException">The column cannot be compared with such values.</exception>
    public static ValueTest Make(ParquetField field, Comparison comparison, IReadOnlyList<object> values) => field switch
    {
        { ValueType: { } type } when type == typeof(float) || type == typeof(double) || type == typeof(Half) =>
            new FloatTest(field, [.. values.SelectMany(v => FloatTest.Ranges(comparison, Literal.Real(field, v)))], comparison == Comparison.NotEqual),
        { ValueType: not null } => IntegerTest.Make(field, comparison, [.. values.Select(v => Literal.Whole(field, v))]),
        { LogicalType.Kind: LogicalKind.Decimal or LogicalKind.Interval } =>
            throw new ParquetRequestException($"The column '{field.Name}' is {field.TypeName}, which cannot be filtered; filter by another column"),
        _ => new BytesTest([.. values.SelectMany(v => BytesTest.Ranges(comparison, Literal.Bytes(field, v)))]),
    };
}
