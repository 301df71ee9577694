using System.Globalization;

namespace SkyButler.Pipelines.Programs.Templates;

/// <summary>Values of data IDs and records as text.</summary>
internal static class RecordValue
{
    /// <summary>Element and field of <c>visit.exposure_time</c>.</summary>
    public static (string Element, string Field) Split(string name) => name.Split('.', 2) is [var element, var field] ? (element, field) : (name, name);

    /// <summary>A value as text, in a format such as <c>08d</c> or <c>.3f</c>; null for the usual one.</summary>
    /// <exception cref="ProgramException">The value has no such format.</exception>
    public static string Text(object value, string? format)
    {
        if (format is null or "" or "s")
            return value is double number ? number.ToString("R", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var kind = format[^1];
        var size = format[..^1];
        if (kind == 'd' && value is long or int && int.TryParse(size.Length == 0 ? "0" : size, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width < 100)
        {
            var digits = Convert.ToInt64(value, CultureInfo.InvariantCulture);
            return size.StartsWith('0') ? digits.ToString($"D{Math.Max(0, digits < 0 ? width - 1 : width)}", CultureInfo.InvariantCulture) : digits.ToString(CultureInfo.InvariantCulture).PadLeft(width);
        }

        if (kind == 'f' && value is double or long && size.StartsWith('.') && int.TryParse(size[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var decimals) && decimals < 100)
            return Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString($"F{decimals}", CultureInfo.InvariantCulture);
        throw new ProgramException($"The value {value} has no format '{format}'; numbers have formats such as 08d and .3f.");
    }
}
