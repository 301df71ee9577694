using System.Text.RegularExpressions;

namespace SkyButler.Configuration.Yaml.Scalars;

/// <summary>
/// The YAML 1.1 notations that PyYAML resolves (types repository of yaml.org, with PyYAML's restrictions: a float needs a dot, and a
/// sign in its exponent). Reading and writing both ask here, so that what is written is read back as what it was.
/// </summary>
internal static partial class YamlScalarKinds
{
    private const int Timeout = 1000;

    private const string FloatPattern =
        """^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z""";

    private const string IntegerPattern =
        """^[-+]?(?:0b[0-1_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)\z""";

    public static YamlScalarKind Of(string text)
    {
        if (text.Length == 0)
            return YamlScalarKind.Null;
        return text[0] switch
        {
            '~' when text.Length == 1 => YamlScalarKind.Null,
            '<' when text == "<<" => YamlScalarKind.Merge,
            '=' when text.Length == 1 => YamlScalarKind.Value,
            'n' or 'N' when text is "null" or "Null" or "NULL" => YamlScalarKind.Null,
            'y' or 'Y' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' or 'o' or 'O' when IsBoolean(text) => YamlScalarKind.Boolean,
            '-' or '+' or '.' or (>= '0' and <= '9') => NumberKind(text),
            _ => YamlScalarKind.Text,
        };
    }

    private static bool IsBoolean(string text) =>
        text is "yes" or "Yes" or "YES" or "no" or "No" or "NO" or "true" or "True" or "TRUE" or "false" or "False" or "FALSE"
            or "on" or "On" or "ON" or "off" or "Off" or "OFF";

    // The usual notations are seen at once; 0 before other digits makes them octal, if they can be.
    private static YamlScalarKind NumberKind(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits < 0 && (text[0] != '0' || text.Length == 1))
            return YamlScalarKind.Integer;
        if (digits > 0 && text[digits] == '.' && !text.AsSpan(digits + 1).ContainsAnyExceptInRange('0', '9'))
            return YamlScalarKind.Float;
        if (IntegerNotation().IsMatch(text))
            return YamlScalarKind.Integer;
        if (FloatNotation().IsMatch(text))
            return YamlScalarKind.Float;
        return char.IsAsciiDigit(text[0]) && (DateNotation().IsMatch(text) || TimestampNotation().IsMatch(text))
            ? YamlScalarKind.Timestamp
            : YamlScalarKind.Text;
    }

    [GeneratedRegex(IntegerPattern, RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex IntegerNotation();

    [GeneratedRegex(FloatPattern, RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex FloatNotation();

    [GeneratedRegex("""^[0-9]{4}-[0-9]{2}-[0-9]{2}\z""", RegexOptions.CultureInvariant, Timeout)]
    public static partial Regex DateNotation();

    [GeneratedRegex(
        """^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})(?:[Tt]|[ \t]+)(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]*))?(?:[ \t]*(?<zone>Z|(?<sign>[-+])(?<zoneHour>[0-9]{1,2})(?::(?<zoneMinute>[0-9]{2}))?))?\z""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout)]
    public static partial Regex TimestampNotation();
}
