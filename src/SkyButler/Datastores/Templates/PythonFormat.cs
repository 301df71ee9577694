using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using SkyButler.Configuration.Yaml.Scalars;

namespace SkyButler.Datastores.Templates;

/// <summary>Python's format specification, as far as integers, numbers and texts in file names use it: <c>08d</c>, <c>&gt;5</c>, <c>.2f</c>.</summary>
internal sealed partial class PythonFormat
{
    private const int WidestField = 200;
    private readonly char fill;
    private readonly char align;
    private readonly char sign;
    private readonly int width;
    private readonly int precision;
    private readonly char type;
    private readonly string text;

    private PythonFormat(string text, Match match)
    {
        this.text = text;
        var zero = match.Groups["zero"].Success;
        align = match.Groups["align"] is { Success: true } aligned ? aligned.Value[0] : zero ? '=' : '\0';
        fill = match.Groups["fill"] is { Success: true } filled ? filled.Value[0] : zero ? '0' : ' ';
        sign = match.Groups["sign"] is { Success: true } signed ? signed.Value[0] : '-';
        width = Number(match.Groups["width"], 0);
        precision = Number(match.Groups["precision"], -1);
        type = match.Groups["type"] is { Success: true } typed ? typed.Value[0] : '\0';
    }

    /// <summary>No specification: Python's plain text of a value.</summary>
    public static PythonFormat Plain { get; } = new("", Grammar().Match(""));

    /// <summary>Reads a specification.</summary>
    /// <exception cref="TemplateException">It is none, or asks for very wide fields.</exception>
    public static PythonFormat Parse(string text, string template)
    {
        if (text.Length == 0)
            return Plain;
        var match = Grammar().Match(text);
        var format = match.Success ? new PythonFormat(text, match) : null;
        return format is { width: <= WidestField, precision: <= WidestField }
            ? format
            : throw new TemplateException($"The file template '{template}' has the format '{text}', which can't be understood; use one such as '08d'.");
    }

    /// <summary>The text of a value: <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, text, or null.</summary>
    /// <exception cref="TemplateException">The specification does not fit the value.</exception>
    public string Apply(object? value) => value switch
    {
        string s when type is '\0' or 's' && align != '=' => Pad(precision >= 0 && precision < s.Length ? s[..precision] : s, '<'),
        long number when type is '\0' or 'd' or 'x' or 'X' or 'b' or 'o' && precision < 0 => Integer(number),
        long number when type is 'f' or 'e' or 'g' => Float(number),
        double number when type is '\0' or 'f' or 'e' or 'g' => Float(number),
        bool or null when text.Length == 0 => value switch { true => "True", false => "False", _ => "None" },
        bool truth when type == 'd' => Integer(truth ? 1 : 0),
        _ when text.Length == 0 => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        _ => throw new TemplateException(
            $"The format '{text}' of a file template does not fit the value '{Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null"}'."),
    };

    private string Integer(long number)
    {
        var magnitude = BigInteger.Abs(number);
        var digits = type switch
        {
            'x' => magnitude.ToString("x", CultureInfo.InvariantCulture).TrimStart('0'),
            'X' => magnitude.ToString("X", CultureInfo.InvariantCulture).TrimStart('0'),
            'b' => magnitude.ToString("b", CultureInfo.InvariantCulture).TrimStart('0'),
            'o' => Convert.ToString(Math.Abs(number), 8),
            _ => magnitude.ToString(CultureInfo.InvariantCulture),
        };
        return PadNumber(number < 0, digits.Length == 0 ? "0" : digits);
    }

    private string Float(double number)
    {
        var digits = type switch
        {
            'f' => Math.Abs(number).ToString("F" + Digits(), CultureInfo.InvariantCulture),
            'e' => Exponent(Math.Abs(number).ToString("e" + Digits(), CultureInfo.InvariantCulture)),
            'g' => Math.Abs(number).ToString("G" + Digits(), CultureInfo.InvariantCulture),
            _ => PythonFloat.Repr(Math.Abs(number)),
        };
        return PadNumber(double.IsNegative(number), digits);
    }

    private string Digits() => (precision < 0 ? 6 : precision).ToString(CultureInfo.InvariantCulture);

    // .NET writes at least three digits of an exponent, Python two.
    private static string Exponent(string number) =>
        number[^3] == '0' ? number[..^3] + number[^2..] : number;

    private string PadNumber(bool isNegative, string digits)
    {
        var lead = isNegative ? "-" : sign == '-' ? "" : sign.ToString();
        return align == '=' ? lead + digits.PadLeft(Math.Max(0, width - lead.Length), fill) : Pad(lead + digits, '>');
    }

    private string Pad(string content, char usual) => (align == '\0' ? usual : align) switch
    {
        '<' => content.PadRight(width, fill),
        '^' => content.PadLeft(content.Length + Math.Max(0, (width - content.Length) / 2), fill).PadRight(width, fill),
        _ => content.PadLeft(width, fill),
    };

    private static int Number(Group group, int missing) =>
        group is { Success: true, Length: > 0 and < 7 } ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : group.Length >= 7 ? int.MaxValue : missing;

    [GeneratedRegex(
        @"\A((?<fill>.)?(?<align>[<>=^]))?(?<sign>[ +-])?(?<zero>0)?(?<width>[0-9]+)?(\.(?<precision>[0-9]+))?(?<type>[sdxXbofeg])?\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grammar();
}
