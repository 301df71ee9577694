using System.Globalization;

namespace SkyButler.Configuration.Yaml.Scalars;

/// <summary>Floating-point numbers as Python prints them: the shortest digits that read back the same, in Python's choice of notation.</summary>
public static class PythonFloat
{
    private const int FirstLargeExponent = 16;
    private const int LastSmallExponent = -5;

    /// <summary>The text of a number, such as <c>0.1</c>, <c>1e+16</c>, <c>nan</c>, <c>-inf</c>.</summary>
    public static string Repr(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        if (value == 0)
            return double.IsNegative(value) ? "-0.0" : "0.0";
        // .NET finds the same shortest digits; only where it puts the point and when it writes an exponent differs.
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = mark < 0 ? text : text[..mark];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leadingZeros = digits.Length - digits.TrimStart('0').Length;
        var exponent = (point < 0 ? mantissa.Length : point) - 1 - leadingZeros
            + (mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), CultureInfo.InvariantCulture));
        return (value < 0 ? "-" : "") + Format(digits.Trim('0'), exponent);
    }

    // The digits have a point after the first of them.
    private static string Format(string digits, int exponent)
    {
        if (exponent is >= FirstLargeExponent or <= LastSmallExponent)
        {
            var mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
            return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        digits = digits.PadRight(exponent + 2, '0');
        return digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }
}
