using System.Globalization;

namespace SkyButler.Imaging.Fits.Tables.TextTables;

/// <summary>Reads numbers as Fortran writes them: exponents by D or E or by their sign alone, decimal points that are only meant.</summary>
internal static class AsciiNumber
{
    private const int MostCharacters = 64;

    /// <summary>Reads a whole number; blanks are zero.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> field, out long value)
    {
        var text = field.Trim((byte)' ');
        value = 0;
        return text.IsEmpty || long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Reads a real number; blanks are zero.</summary>
    /// <param name="field">The characters.</param>
    /// <param name="decimals">How many digits are behind the point where none is written.</param>
    /// <param name="value">The number.</param>
    public static bool TryReal(ReadOnlySpan<byte> field, int decimals, out double value)
    {
        var text = field.Trim((byte)' ');
        value = 0;
        if (text.IsEmpty)
            return true;
        if (text.Length > MostCharacters)
            return false;
        Span<byte> plain = stackalloc byte[MostCharacters + 1];
        int length = 0;
        bool hasPoint = false, hasExponent = false;
        for (int i = 0; i < text.Length; i++)
        {
            byte c = text[i];
            hasPoint |= c == '.';
            bool isLetter = c is (byte)'D' or (byte)'d' or (byte)'E' or (byte)'e';
            bool isBareSign = c is (byte)'+' or (byte)'-' && i > 0 && char.IsAsciiDigit((char)text[i - 1]) | text[i - 1] == '.';
            if ((isLetter || isBareSign) && !hasExponent && text.IndexOfAnyInRange((byte)'0', (byte)'9') < i)
            {
                hasExponent = true;
                plain[length++] = (byte)'E';
                if (isLetter)
                    continue;
            }

            if (length == plain.Length)
                return false;
            plain[length++] = c;
        }

        if (!double.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return false;
        if (!hasPoint && decimals > 0)
            value /= Math.Pow(10, decimals);
        return true;
    }
}
