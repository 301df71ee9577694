using System.Globalization;

namespace SkyButler.CommandLine.Display;

/// <summary>Numbers of bytes for a person.</summary>
internal static class ByteText
{
    private const double Step = 1000;
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>Three digits and a unit.</summary>
    public static string Of(long bytes)
    {
        double number = bytes;
        var unit = 0;
        while (number >= Step && unit < Units.Length - 1)
            (number, unit) = (number / Step, unit + 1);
        var format = unit == 0 || number >= 100 ? "F0" : number >= 10 ? "F1" : "F2";
        return $"{number.ToString(format, CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
