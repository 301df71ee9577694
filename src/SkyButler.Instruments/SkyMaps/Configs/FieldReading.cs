using SkyButler.Imaging.Images;

namespace SkyButler.Instruments.SkyMaps.Configs;

/// <summary>Values of fields as types; a <see cref="FormatException"/> says what was wanted.</summary>
internal static class FieldReading
{
    private const int MostPixels = 1 << 28;

    public static double Number(object? value) => value switch
    {
        double number when double.IsFinite(number) => number,
        long number => number,
        _ => throw new FormatException("a number"),
    };

    public static double Positive(object? value) => Number(value) is var number and > 0 ? number : throw new FormatException("a number above 0");

    public static double NotNegative(object? value) => Number(value) is var number and >= 0 ? number : throw new FormatException("a number that is not negative");

    public static int Integer(object? value, int least, int most = MostPixels) => value is long number && number >= least && number <= most
        ? (int)number
        : throw new FormatException(FormattableString.Invariant($"an integer from {least} to {most}"));

    public static bool Truth(object? value) => value is bool truth ? truth : throw new FormatException("True or False");

    public static string Projection(object? value) => value is string { Length: 3 } code && code.All(char.IsAsciiLetterOrDigit)
        ? code
        : throw new FormatException("the three letters of a projection, such as 'TAN'");

    public static IReadOnlyList<double> Numbers(object? value) => value is IReadOnlyList<object?> list ? [.. list.Select(Number)] : throw new FormatException("a list of numbers");

    public static (double First, double Second) Pair(object? value) => value is IReadOnlyList<object?> { Count: 2 } list
        ? (Number(list[0]), Number(list[1]))
        : throw new FormatException("a list of two numbers");

    public static Extent2I Extent(object? value) => value is IReadOnlyList<object?> { Count: 2 } list
        ? new(Integer(list[0], 1), Integer(list[1], 1))
        : throw new FormatException("a list of two integers");
}
