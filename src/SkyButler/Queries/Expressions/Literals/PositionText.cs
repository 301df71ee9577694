using System.Globalization;
using SkyButler.Geometry;

namespace SkyButler.Queries.Expressions.Literals;

/// <summary>Reads the IVOA's text of a position (SODA 1.0 §3.3.1): <c>CIRCLE</c>, <c>RANGE</c> or <c>POLYGON</c> with numbers in degrees.</summary>
internal static class PositionText
{
    private const int MaxNumbers = 2000;

    /// <summary>The region that a text describes.</summary>
    /// <exception cref="FormatException">It describes none.</exception>
    public static Region Parse(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MaxNumbers)
            throw new FormatException("REGION takes a text such as 'CIRCLE 10.5 -3 0.1'");
        var numbers = words.Skip(1).Select(Number).ToArray();
        return (words[0].ToUpperInvariant(), numbers.Length) switch
        {
            ("CIRCLE", 3) => Shapes.CircleOfRadius(numbers),
            ("RANGE", 4) => Shapes.Range(numbers),
            ("POLYGON", >= 6) when numbers.Length % 2 == 0 => Shapes.Polygon(numbers),
            ("CIRCLE", _) => throw new FormatException("a CIRCLE has longitude, latitude and radius"),
            ("RANGE", _) => throw new FormatException("a RANGE has two longitudes and two latitudes"),
            ("POLYGON", _) => throw new FormatException("a POLYGON has longitude and latitude of three or more vertices"),
            _ => throw new FormatException($"'{words[0]}' is no shape; there are CIRCLE, RANGE and POLYGON"),
        };
    }

    private static double Number(string word) => word.ToUpperInvariant() switch
    {
        "+INF" or "INF" => double.PositiveInfinity,
        "-INF" => double.NegativeInfinity,
        _ => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new FormatException($"'{word}' is not a number"),
    };
}
