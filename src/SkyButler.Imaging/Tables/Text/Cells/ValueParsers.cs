using System.Globalization;
using System.Numerics;

namespace SkyButler.Imaging.Tables.Text.Cells;

/// <summary>How values are written as texts in ECSV, CSV and VOTable.</summary>
internal static class ValueParsers
{
    /// <summary>The parser of a column's type.</summary>
    public static ParseValue<T> For<T>() => (ParseValue<T>)(object)(ColumnTypes.Of<T>() switch
    {
        ColumnType.Boolean => (ParseValue<bool>)Flag,
        ColumnType.Int8 => (ParseValue<sbyte>)Whole,
        ColumnType.UInt8 => (ParseValue<byte>)Whole,
        ColumnType.Int16 => (ParseValue<short>)Whole,
        ColumnType.UInt16 => (ParseValue<ushort>)Whole,
        ColumnType.Int32 => (ParseValue<int>)Whole,
        ColumnType.UInt32 => (ParseValue<uint>)Whole,
        ColumnType.Int64 => (ParseValue<long>)Whole,
        ColumnType.UInt64 => (ParseValue<ulong>)Whole,
        ColumnType.Float16 => (ParseValue<Half>)Real,
        ColumnType.Float32 => (ParseValue<float>)Real,
        ColumnType.Float64 => (ParseValue<double>)Real,
        ColumnType.Complex64 => (ParseValue<ComplexSingle>)Pair,
        ColumnType.Complex128 => (ParseValue<Complex>)Pair,
        _ => (ParseValue<string>)Text,
    });

    /// <summary>What stands where there is no value.</summary>
    public static T Nothing<T>() => (T)(object)(ColumnTypes.Of<T>() switch
    {
        ColumnType.Float16 => Half.NaN,
        ColumnType.Float32 => float.NaN,
        ColumnType.Float64 => double.NaN,
        ColumnType.String => "",
        _ => default(T)!,
    });

    private static bool Flag(ReadOnlySpan<char> text, out bool value)
    {
        value = text is "True" or "true" or "TRUE" or "T" or "t" or "1";
        return value || text is "False" or "false" or "FALSE" or "F" or "f" or "0";
    }

    private static bool Whole<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, IBinaryInteger<T> => T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool Real<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return true;
        bool isNegative = text is ['-', ..];
        var word = text is ['-' or '+', ..] ? text[1..] : text;
        if (word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase))
            value = isNegative ? T.NegativeInfinity : T.PositiveInfinity;
        else if (word.Equals("nan", StringComparison.OrdinalIgnoreCase))
            value = T.NaN;
        else
            return false;
        return true;
    }

    private static bool Pair(ReadOnlySpan<char> text, out ComplexSingle value)
    {
        bool isRead = Pair(text, out Complex pair);
        value = new ComplexSingle((float)pair.Real, (float)pair.Imaginary);
        return isRead;
    }

    // As Python writes complex numbers, (1+2j), and as VOTable does, 1 2.
    private static bool Pair(ReadOnlySpan<char> text, out Complex value)
    {
        value = default;
        var inner = text is ['(', .., ')'] ? text[1..^1] : text;
        int cut = inner.IndexOf(' ');
        if (cut < 0 && inner is not [.., 'j'])
            return Alone(inner, out value);
        if (cut < 0)
        {
            inner = inner[..^1];
            cut = inner.LastIndexOfAny('+', '-');
            while (cut > 0 && inner[cut - 1] is 'e' or 'E')
                cut = inner[..cut].LastIndexOfAny('+', '-');
        }

        double real = 0;
        if (!Real(inner[Math.Max(cut, 0)..].Trim(), out double imaginary) || (cut > 0 && !Real(inner[..cut].Trim(), out real)))
            return false;
        value = new Complex(real, imaginary);
        return true;
    }

    private static bool Alone(ReadOnlySpan<char> text, out Complex value)
    {
        bool isRead = Real(text, out double real);
        value = new Complex(real, 0);
        return isRead;
    }

    private static bool Text(ReadOnlySpan<char> text, out string value)
    {
        value = text.ToString();
        return true;
    }
}
