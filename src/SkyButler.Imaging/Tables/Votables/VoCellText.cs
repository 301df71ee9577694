using System.Globalization;
using System.Numerics;
using System.Text;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>Writes a column's cells as VOTable has them, with the type that holds them.</summary>
internal abstract class VoCellText
{
    /// <summary>VOTable's name of the type.</summary>
    public required string DataType { get; init; }

    /// <summary>The size of the array in a row; null where there is one element.</summary>
    public string? ArraySize { get; init; }

    /// <summary>The text of a cell.</summary>
    public abstract string Of(int row);

    /// <summary>Makes the writer for a column.</summary>
    /// <exception cref="TableException">VOTable has no type for it.</exception>
    public static VoCellText For(Column column) => ColumnTypes.Dispatch(column.Definition.Type, new Making(column));

    // Unsigned numbers, of which VOTable has bytes only, get a wider type.
    private static string TypeOf(ColumnDefinition column, bool isAscii) => column.Type switch
    {
        ColumnType.Boolean => "boolean",
        ColumnType.UInt8 => "unsignedByte",
        ColumnType.Int8 or ColumnType.Int16 => "short",
        ColumnType.UInt16 or ColumnType.Int32 => "int",
        ColumnType.UInt32 or ColumnType.Int64 or ColumnType.UInt64 => "long",
        ColumnType.Float16 or ColumnType.Float32 => "float",
        ColumnType.Float64 => "double",
        ColumnType.Complex64 => "floatComplex",
        ColumnType.Complex128 => "doubleComplex",
        _ => isAscii ? "char" : "unicodeChar",
    };

    private sealed class Making(Column column) : IColumnTypeVisitor<VoCellText>
    {
        public VoCellText Visit<T>()
        {
            var definition = column.Definition;
            if (column is Column<string> texts)
                return Texts(texts);
            if (definition is { IsRagged: true, Type: ColumnType.String })
                throw new TableException($"Column '{column.Name}' holds several texts a row, differing in number, which VOTable can't");
            return new Numbers<T>(column)
            {
                DataType = TypeOf(definition, true),
                ArraySize = definition.IsRagged ? "*" : definition.Shape.Count == 0 ? null : string.Join('x', definition.Shape.Reverse()),
            };
        }

        private static StringCells Texts(Column<string> texts)
        {
            bool isAscii = true;
            int longest = 1;
            foreach (string text in texts.Values)
            {
                isAscii &= Ascii.IsValid(text);
                longest = Math.Max(longest, text.Length);
            }

            var shape = texts.Definition.Shape;
            return new StringCells(texts, shape.Count == 0 ? 0 : longest)
            {
                DataType = TypeOf(texts.Definition, isAscii),
                ArraySize = shape.Count == 0 ? "*" : string.Join('x', shape.Reverse().Prepend(longest)),
            };
        }
    }

    private sealed class StringCells(Column<string> column, int width) : VoCellText
    {
        public override string Of(int row) => width == 0
            ? (column.HasMask && column.Mask[row] ? "" : column.Values[row])
            : string.Concat(column[row].ToArray().Select(text => text.PadRight(width)));
    }

    private sealed class Numbers<T>(Column column) : VoCellText
    {
        public override string Of(int row)
        {
            var ragged = column as RaggedColumn<T>;
            var values = ragged is null ? ((Column<T>)column)[row] : ragged[row];
            int first = ragged is null ? row * values.Length : ragged.Starts[row];
            var mask = column.HasMask ? column.Mask[first..] : [];
            bool isSingle = ArraySize is null;
            if (isSingle && !mask.IsEmpty && mask[0])
                return "";
            if (isSingle)
                return Text(values[0]);
            var text = new StringBuilder();
            for (int i = 0; i < values.Length; i++)
                text.Append(i > 0 ? " " : "").Append(!mask.IsEmpty && mask[i] && values[i] is bool ? "?" : Text(values[i]));
            return text.ToString();
        }

        private string Text(T value) => value switch
        {
            bool flag => flag ? "T" : "F",
            double real => Real(real, real.ToString("R", CultureInfo.InvariantCulture)),
            float real => Real(real, real.ToString("R", CultureInfo.InvariantCulture)),
            Half real => Real((double)real, ((float)real).ToString("R", CultureInfo.InvariantCulture)),
            Complex pair => Real(pair.Real, pair.Real.ToString("R", CultureInfo.InvariantCulture)) + " " + Real(pair.Imaginary, pair.Imaginary.ToString("R", CultureInfo.InvariantCulture)),
            ComplexSingle pair => Real(pair.Real, pair.Real.ToString("R", CultureInfo.InvariantCulture)) + " " + Real(pair.Imaginary, pair.Imaginary.ToString("R", CultureInfo.InvariantCulture)),
            ulong large when large > long.MaxValue => throw new TableException($"Column '{column.Name}' holds {large}, but whole numbers of VOTable reach {long.MaxValue} only"),
            IFormattable whole => whole.ToString(null, CultureInfo.InvariantCulture),
            _ => "",
        };

        private static string Real(double real, string text) =>
            double.IsNaN(real) ? "NaN" : double.IsInfinity(real) ? (real > 0 ? "+Inf" : "-Inf") : text;
    }
}
