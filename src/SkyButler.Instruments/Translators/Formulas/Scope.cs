using System.Globalization;
using SkyButler.Instruments.Observations;

namespace SkyButler.Instruments.Translators.Formulas;

/// <summary>What a rule can refer to: the translation of a header, and what a pattern has found in a value.</summary>
/// <param name="Translation">The translation.</param>
/// <param name="Captures">The value itself and the parts that its pattern names by brackets.</param>
internal sealed record Scope(Translation Translation, IReadOnlyList<object?> Captures)
{
    /// <summary>A capture by its number; null where it took no part.</summary>
    public object? Capture(int number) => number < Captures.Count ? Captures[number] : null;

    /// <summary>A value as a number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static object Number(object value) => value switch
    {
        long or double => value,
        string text when long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        string text when double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
        _ => throw new FormatException($"'{ObservationValue.Text(value)}' is no number"),
    };

    /// <summary>A value as a real number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static double Real(object value) => Number(value) is long whole ? whole : (double)Number(value);
}
