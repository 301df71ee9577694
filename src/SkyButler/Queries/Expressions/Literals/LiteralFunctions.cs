using SkyButler.Geometry;

namespace SkyButler.Queries.Expressions.Literals;

/// <summary>Functions of literals whose result is a literal: shapes on the sky and identifiers.</summary>
internal static class LiteralFunctions
{
    private static readonly string[] Known = ["POINT", "CIRCLE", "BOX", "POLYGON", "REGION", "UUID", "GLOB"];

    /// <summary>The result; functions are told apart without regard to case.</summary>
    /// <exception cref="FormatException">There is no such function, or it can't take these arguments.</exception>
    public static Scalar.Literal Evaluate(string function, IReadOnlyList<object?> arguments)
    {
        try
        {
            return (function.ToUpperInvariant(), arguments) switch
            {
                ("UUID", [string text]) => Uuid(text),
                ("REGION", [string text]) => Shape(PositionText.Parse(text)),
                ("REGION", [Region region]) => Shape(region),
                ("POINT", { Count: 2 }) => Shape(Shapes.Point(Numbers(function, arguments))),
                ("CIRCLE", { Count: 3 }) => Shape(Shapes.Circle(Numbers(function, arguments))),
                ("BOX", { Count: 4 }) => Shape(Shapes.Box(Numbers(function, arguments))),
                ("POLYGON", { Count: >= 6 }) when arguments.Count % 2 == 0 => Shape(Shapes.Polygon(Numbers(function, arguments))),
                ("UUID", _) => throw new FormatException("UUID takes one text"),
                ("REGION", _) => throw new FormatException("REGION takes one text, such as 'CIRCLE 10.5 -3 0.1'"),
                ("POINT", _) => throw new FormatException("POINT takes right ascension and declination in degrees"),
                ("CIRCLE", _) => throw new FormatException("CIRCLE takes right ascension, declination and radius in degrees"),
                ("BOX", _) => throw new FormatException("BOX takes right ascension, declination, width and height in degrees"),
                ("POLYGON", _) => throw new FormatException("POLYGON takes right ascension and declination of three or more vertices in degrees"),
                ("GLOB", _) => throw new FormatException("GLOB is a condition, not a value"),
                _ => throw new FormatException($"There is no function '{function}'.{Suggestions.For(function, Known)}"),
            };
        }
        catch (GeometryException e)
        {
            throw new FormatException($"{function} can't be made: {e.Message}", e);
        }
    }

    private static Scalar.Literal Uuid(string text) => Guid.TryParse(text, out var id)
        ? new Scalar.Literal(ScalarType.Uuid, id)
        : throw new FormatException($"'{text}' is not a UUID");

    private static Scalar.Literal Shape(Region region) => new(ScalarType.Region, region);

    private static double[] Numbers(string function, IReadOnlyList<object?> arguments) => [.. arguments.Select(a => a switch
    {
        long whole => whole,
        double number => number,
        _ => throw new FormatException($"{function} takes numbers"),
    })];
}
