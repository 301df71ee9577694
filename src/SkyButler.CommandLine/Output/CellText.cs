using System.Globalization;

namespace SkyButler.CommandLine.Output;

/// <summary>Cells as text.</summary>
internal static class CellText
{
    /// <summary>What a table shows for a value.</summary>
    public static string Of(object? cell) => cell switch
    {
        null => "None",
        string text => text,
        bool truth => truth ? "True" : "False",
        double number => Number(number),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    // Whole numbers keep their point, as the original's users expect of a floating point column.
    private static string Number(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(number) && !text.Contains('.', StringComparison.Ordinal) && !text.Contains('E', StringComparison.Ordinal) ? text + ".0" : text;
    }
}
