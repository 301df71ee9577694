using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace SkyButler.Imaging.Tables.Text.Cells;

/// <summary>Writes values as ECSV and CSV have them, in Python's words.</summary>
internal abstract class CellText
{
    /// <summary>Writes the cell of a row; nothing where it has no value.</summary>
    public abstract void Append(StringBuilder text, int row);

    /// <summary>Makes the writer for a column.</summary>
    public static CellText For(Column column) => ColumnTypes.Dispatch(column.Definition.Type, new Making(column));

    /// <summary>Writes one element.</summary>
    public static void Append<T>(StringBuilder text, T value)
    {
        _ = value switch
        {
            string written => text.Append(written),
            bool flag => text.Append(flag ? "True" : "False"),
            double real => AppendReal(text, real),
            float real => AppendReal(text, real),
            Half real => AppendReal(text, real),
            Complex pair => AppendPair(text, pair.Real, pair.Imaginary),
            ComplexSingle pair => AppendPair(text, pair.Real, pair.Imaginary),
            _ => text.Append(CultureInfo.InvariantCulture, $"{value}"),
        };
    }

    private static StringBuilder AppendReal<T>(StringBuilder text, T real)
        where T : IFloatingPointIeee754<T>
    {
        if (!T.IsFinite(real))
            return text.Append(T.IsNaN(real) ? "nan" : T.IsPositive(real) ? "inf" : "-inf");
        int before = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"{real}");
        // So that a whole number is still real for who guesses types.
        return T.IsInteger(real) && text.Length - before < 16 ? AppendFraction(text, before) : text;
    }

    private static StringBuilder AppendFraction(StringBuilder text, int from)
    {
        for (int i = from; i < text.Length; i++)
        {
            if (text[i] is 'E' or '.')
                return text;
        }

        return text.Append(".0");
    }

    private static StringBuilder AppendPair<T>(StringBuilder text, T real, T imaginary)
        where T : IFloatingPointIeee754<T>
    {
        AppendReal(text.Append('('), real);
        if (!T.IsNegative(imaginary) || T.IsNaN(imaginary))
            text.Append('+');
        return AppendReal(text, imaginary).Append("j)");
    }

    private sealed class Making(Column column) : IColumnTypeVisitor<CellText>
    {
        public CellText Visit<T>() => column is Column<T> { Definition.Shape.Count: 0 } single ? new Single<T>(single) : new Arrays<T>(column);
    }

    private sealed class Single<T>(Column<T> column) : CellText
    {
        public override void Append(StringBuilder text, int row)
        {
            if (!column.HasMask || !column.Mask[row])
                Append(text, column.Values[row]);
        }
    }

    private sealed class Arrays<T>(Column column) : CellText
    {
        public override void Append(StringBuilder text, int row)
        {
            if (column is RaggedColumn<T> ragged)
            {
                int start = ragged.Starts[row];
                AppendAxis(text, ragged[row], ragged.HasMask ? ragged.Mask[start..] : [], [ragged.ElementCount(row)]);
                return;
            }

            var values = ((Column<T>)column)[row];
            AppendAxis(text, values, column.HasMask ? column.Mask[(row * values.Length)..] : [], [.. column.Definition.Shape]);
        }

        private static void AppendAxis(StringBuilder text, ReadOnlySpan<T> values, ReadOnlySpan<bool> mask, ReadOnlySpan<int> shape)
        {
            text.Append('[');
            int each = shape[0] == 0 ? 0 : values.Length / shape[0];
            for (int i = 0; i < shape[0]; i++)
            {
                if (i > 0)
                    text.Append(',');
                if (shape.Length > 1)
                    AppendAxis(text, values.Slice(i * each, each), mask.IsEmpty ? mask : mask.Slice(i * each, each), shape[1..]);
                else if (!mask.IsEmpty && mask[i])
                    text.Append("null");
                else
                    AppendJson(text, values[i]);
            }

            text.Append(']');
        }

        private static void AppendJson(StringBuilder text, T value)
        {
            if (value is string written)
                text.Append(JsonSerializer.Serialize(written, JsonTexts.Default.String));
            else if (value is bool flag)
                text.Append(flag ? "true" : "false");
            else if (value is double real && !double.IsFinite(real))
                text.Append(double.IsNaN(real) ? "NaN" : real > 0 ? "Infinity" : "-Infinity");
            else if (value is float single && !float.IsFinite(single))
                text.Append(float.IsNaN(single) ? "NaN" : single > 0 ? "Infinity" : "-Infinity");
            else
                Append<T>(text, value);
        }
    }
}
