using System.Globalization;

namespace SkyButler.Instruments.Positions;

/// <summary>Angles as headers write them: a decimal number, or hours or degrees with minutes and seconds divided by colons or blanks.</summary>
public static class AngleText
{
    private static readonly char[] Dividers = [':', ' ', '\t'];

    /// <summary>The number that a text stands for, in the unit of its first part: <c>-00:30:36</c> is -0.51.</summary>
    /// <exception cref="FormatException">It is none, or has minutes or seconds of sixty and more.</exception>
    public static double Parse(string text)
    {
        var trimmed = text.Trim();
        var negative = trimmed.StartsWith('-');
        var parts = trimmed.TrimStart('+', '-').Split(Dividers, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 3)
            throw NotAnAngle(text);
        double total = 0, scale = 1;
        for (var i = 0; i < parts.Length; i++)
        {
            var style = i == parts.Length - 1 ? NumberStyles.Float & ~NumberStyles.AllowLeadingSign : NumberStyles.None;
            if (!double.TryParse(parts[i], style, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value) || (i > 0 && value >= (i == 2 ? 61 : 60)))
                throw NotAnAngle(text);
            total += value / scale;
            scale *= 60;
        }

        return negative ? -total : total;
    }

    private static FormatException NotAnAngle(string text) => new($"'{text}' is no angle; write it as a number, or as 12:34:56.7");
}
