using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using SkyButler.Imaging.Tables;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Values;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>Makes a table's column of one of Arrow's. Numbers without nulls are shared, not copied.</summary>
internal sealed class ElementReader(ParquetColumn column, ColumnDefinition definition) : IElementVisitor<Column>
{
    /// <inheritdoc />
    public Column VisitNumbers<T>()
        where T : unmanaged => Make(Numbers<T>, MissingValues.Of<T>());

    /// <inheritdoc />
    public Column VisitTexts() => Make(Texts, "");

    private Column Make<T>(Func<ParquetColumn, ReadOnlyMemory<T>> elements, T instead)
    {
        if (column is not ListColumn lists)
            return new Column<T>(definition, elements(column), Missing(column));
        var (values, missing) = (elements(lists.Elements), Missing(lists.Elements));
        return definition.IsRagged ? new RaggedColumn<T>(definition, values, lists.Offsets, missing) : Arrays(lists, values, missing, instead);
    }

    private Column<T> Arrays<T>(ListColumn lists, ReadOnlyMemory<T> values, ReadOnlyMemory<bool> missing, T instead)
    {
        var size = definition.ElementsPerRow;
        var offsets = lists.Offsets.Span;
        for (var row = 0; row < lists.Length; row++)
            if (!lists.IsNull(row) && offsets[row + 1] - offsets[row] != size)
                throw new TableException($"Column '{definition.Name}' has {offsets[row + 1] - offsets[row]} elements in row {row}, where its schema promises {size} in each");
        if (lists.NullCount == 0)
        {
            var (first, count) = (offsets[0], lists.Length * size);
            return new(definition, values.Slice(first, count), missing.IsEmpty ? default : missing.Slice(first, count));
        }

        // Arrays that are null take no room in the file, and a few bytes can claim many.
        if ((long)lists.Length * size * Unsafe.SizeOf<T>() > TableReadOptions.All.MaxBytes)
            throw new TableException($"Column '{definition.Name}' takes {lists.Length} rows of {size} elements, more than the {TableReadOptions.All.MaxBytes} bytes that a table may have; read fewer rows");
        var filled = new T[lists.Length * size];
        var without = new bool[filled.Length];
        for (var row = 0; row < lists.Length; row++)
        {
            var (from, to) = (offsets[row], row * size);
            if (lists.IsNull(row))
            {
                filled.AsSpan(to, size).Fill(instead);
                without.AsSpan(to, size).Fill(true);
                continue;
            }

            values.Slice(from, size).CopyTo(filled.AsMemory(to));
            if (!missing.IsEmpty)
                missing.Slice(from, size).CopyTo(without.AsMemory(to));
        }

        return new(definition, filled, without);
    }

    private static bool[] Missing(ParquetColumn column)
    {
        if (column.NullCount == 0)
            return [];
        var missing = new bool[column.Length];
        for (var i = 0; i < missing.Length; i++)
            missing[i] = column.IsNull(i);
        return missing;
    }

    private static ReadOnlyMemory<T> Numbers<T>(ParquetColumn column)
        where T : unmanaged
    {
        if (column.Field.LogicalType?.Kind == LogicalKind.Decimal)
            return (T[])(object)Decimals(column);
        var values = ((ValueColumn<T>)column).Values;
        if (column.NullCount == 0)
            return values;
        var filled = values.ToArray();
        var instead = MissingValues.Of<T>();
        for (var i = 0; i < filled.Length; i++)
            if (column.IsNull(i))
                filled[i] = instead;
        return filled;
    }

    private static double[] Decimals(ParquetColumn column)
    {
        var numbers = new double[column.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = column.GetValue(i) is ParquetDecimal number ? double.Parse(number.ToString(), CultureInfo.InvariantCulture) : double.NaN;
        return numbers;
    }

    private static ReadOnlyMemory<string> Texts(ParquetColumn column)
    {
        if (column is BinaryColumn { Field.LogicalType.IsText: true } texts)
        {
            var all = texts.ToStrings();
            for (var i = 0; i < all.Length; i++)
                all[i] ??= "";
            return all!;
        }

        var words = new string[column.Length];
        for (var i = 0; i < words.Length; i++)
            words[i] = column.GetValue(i) switch
            {
                null => "",
                byte[] bytes => Encoding.Latin1.GetString(bytes),
                IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
                var other => other.ToString() ?? "",
            };
        return words;
    }
}
