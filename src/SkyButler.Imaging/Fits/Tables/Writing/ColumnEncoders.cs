using System.Numerics;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Writing;

/// <summary>Chooses how a column is stored.</summary>
internal static class ColumnEncoders
{
    /// <exception cref="TableException">FITS has no way to hold the column.</exception>
    public static ColumnEncoder For(Column column, int? textLength = null) => column.Definition.IsRagged
        ? ColumnTypes.Dispatch(column.Definition.Type, new Ragged(column))
        : column switch
        {
            Column<bool> flags => new FlagEncoder(flags) { Axes = AxesOf(column) },
            Column<string> texts => new TextEncoder(texts, textLength),
            Column<byte> numbers => Whole<byte, byte>(numbers, "B", 0),
            Column<sbyte> numbers => Whole<sbyte, byte>(numbers, "B", -128L),
            Column<short> numbers => Whole<short, ushort>(numbers, "I", 0),
            Column<ushort> numbers => Whole<ushort, ushort>(numbers, "I", 1L << 15),
            Column<int> numbers => Whole<int, uint>(numbers, "J", 0),
            Column<uint> numbers => Whole<uint, uint>(numbers, "J", 1L << 31),
            Column<long> numbers => Whole<long, ulong>(numbers, "K", 0),
            Column<ulong> numbers => Whole<ulong, ulong>(numbers, "K", 9223372036854775808.0),
            Column<float> numbers => new NumberEncoder<float, uint>(numbers, "E", float.NaN, false) { Axes = AxesOf(column) },
            Column<double> numbers => new NumberEncoder<double, ulong>(numbers, "D", double.NaN, false) { Axes = AxesOf(column) },
            Column<ComplexSingle> numbers => new NumberEncoder<ComplexSingle, uint>(numbers, "C", new(float.NaN, float.NaN), false) { Axes = AxesOf(column) },
            Column<Complex> numbers => new NumberEncoder<Complex, ulong>(numbers, "M", new(double.NaN, double.NaN), false) { Axes = AxesOf(column) },
            Column<Half> numbers => For(Widened(numbers)),
            _ => throw new TableException($"Column '{column.Name}' of {column.Definition.TypeText} can't be written to a FITS table"),
        };

    private static NumberEncoder<T, TBits> Whole<T, TBits>(Column<T> column, string letter, object zero)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        bool turns = zero is not 0;
        var nothing = column.HasMask ? MissingNumbers.Find<T>(column) : default;
        return new NumberEncoder<T, TBits>(column, letter, nothing, turns)
        {
            Axes = AxesOf(column),
            Zero = turns ? zero : null,
            Missing = column.HasMask ? Stored(nothing, zero) : null,
        };
    }

    private static long Stored<T>(T value, object zero)
        where T : IBinaryInteger<T> => zero switch
        {
            long offset => (long)((Int128)long.CreateChecked(value) - offset),
            double => unchecked((long)(ulong.CreateChecked(value) ^ (1UL << 63))),
            _ => long.CreateChecked(value),
        };

    private static IReadOnlyList<int> AxesOf(Column column) => column.Definition.Shape.Count < 2 ? [] : [.. column.Definition.Shape.Reverse()];

    /// <summary>The column in the type that FITS stores it as: half precision becomes single, everything else stays.</summary>
    public static Column Widened(Column column)
    {
        if (column is not Column<Half> half)
            return column;
        var values = new float[half.Values.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)half.Values[i];
        return new Column<float>(half.Definition with { Type = ColumnType.Float32 }, values, half.Mask.ToArray(), half.RowCount);
    }

    private sealed class Ragged(Column column) : IColumnTypeVisitor<ColumnEncoder>
    {
        public ColumnEncoder Visit<T>()
        {
            if (typeof(T) == typeof(string))
                throw new TableException($"Column '{column.Name}' holds several texts a row, differing in number, which FITS tables can't: write ECSV instead");
            var ragged = (RaggedColumn<T>)column;
            var flat = For(ragged.ToFlat());
            return new HeapEncoder<T>(ragged, flat, flat.Form[1..], flat.Width) { Zero = flat.Zero, Missing = flat.Missing };
        }
    }
}
