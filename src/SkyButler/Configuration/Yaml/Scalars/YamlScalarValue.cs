using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using SkyButler.Configuration.Nodes;
using SkyButler.Resources;

namespace SkyButler.Configuration.Yaml.Scalars;

/// <summary>Text of a scalar to its value.</summary>
internal static class YamlScalarValue
{
    private const int MicrosecondDigits = 6;
    private static readonly AsciiSet UsualDigits = new("0123456789.");

    /// <summary>The value of an unquoted, untagged scalar.</summary>
    public static object? Resolve(string text, ConfigLocation where) => YamlScalarKinds.Of(text) switch
    {
        YamlScalarKind.Null => null,
        YamlScalarKind.Boolean => Boolean(text, where),
        YamlScalarKind.Integer => Integer(text, where),
        YamlScalarKind.Float => Float(text, where),
        YamlScalarKind.Timestamp => Timestamp(text, where),
        _ => text,
    };

    /// <summary>The value of a scalar that one of YAML's own tags declares.</summary>
    public static object? Construct(string tag, string text, ConfigLocation where) => tag switch
    {
        "str" or "value" or "merge" => text,
        "null" => null,
        "bool" => Boolean(text, where),
        "int" => Integer(text, where),
        "float" => Float(text, where),
        "timestamp" => Timestamp(text, where),
        "binary" => Binary(text, where),
        _ => throw new ConfigException(where, $"The tag '!!{tag}' is not plain data."),
    };

    private static bool Boolean(string text, ConfigLocation where) => text.ToLowerInvariant() switch
    {
        "yes" or "true" or "on" => true,
        "no" or "false" or "off" => false,
        _ => throw Wrong(text, "a boolean", where),
    };

    private static object Integer(string text, ConfigLocation where)
    {
        if (text.Length > 0 && text[0] is >= '1' and <= '9' && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var usual))
            return usual;
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var isNegative = digits.StartsWith('-');
        digits = digits.TrimStart('+', '-');
        var value = digits switch
        {
            "0" => BigInteger.Zero,
            _ when digits.StartsWith("0b", StringComparison.Ordinal) => InBase(digits[2..], 2),
            _ when digits.StartsWith("0x", StringComparison.Ordinal) => InBase(digits[2..], 16),
            _ when digits.Contains(':', StringComparison.Ordinal) => digits.Split(':').Aggregate(
                (BigInteger?)BigInteger.Zero, (sum, part) => (sum * 60) + InBase(part, 10)),
            _ when digits.StartsWith('0') => InBase(digits[1..], 8),
            _ => InBase(digits, 10),
        } ?? throw Wrong(text, "an integer", where);
        value = isNegative ? -value : value;
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    private static BigInteger? InBase(string digits, int numberBase)
    {
        if (numberBase == 10)
            return BigInteger.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit) || Convert.ToInt32(digit.ToString(), 16) is var number && number >= numberBase)
                return null;
            value = (value * numberBase) + number;
        }
        return digits.Length == 0 ? null : value;
    }

    private static double Float(string text, ConfigLocation where)
    {
        if (UsualDigits.ContainsAll(text) && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usual))
            return usual;
        var digits = text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        var sign = digits.StartsWith('-') ? -1.0 : 1.0;
        digits = digits.TrimStart('+', '-');
        if (digits == ".inf")
            return sign * double.PositiveInfinity;
        if (digits == ".nan")
            return double.NaN;
        var sum = 0.0;
        foreach (var part in digits.Split(':'))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                throw Wrong(text, "a number", where);
            sum = (sum * 60) + number;
        }
        return sign * sum;
    }

    private static object Timestamp(string text, ConfigLocation where)
    {
        try
        {
            if (YamlScalarKinds.DateNotation().IsMatch(text))
                return DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var match = YamlScalarKinds.TimestampNotation().Match(text);
            if (!match.Success)
                throw Wrong(text, "a time", where);
            var time = new DateTime(
                Number(match, "year"), Number(match, "month"), Number(match, "day"), Number(match, "hour"), Number(match, "minute"), Number(match, "second"))
                .AddTicks(Microseconds(match.Groups["fraction"].Value) * TimeSpan.TicksPerMicrosecond);
            return match.Groups["zone"].Success ? (object)new DateTimeOffset(time, Zone(match)) : time;
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or FormatException)
        {
            throw Wrong(text, "a time", where);
        }
    }

    private static TimeSpan Zone(Match match)
    {
        var offset = new TimeSpan(Number(match, "zoneHour"), Number(match, "zoneMinute"), 0);
        return match.Groups["sign"].Value == "-" ? -offset : offset;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static long Microseconds(string fraction) =>
        long.Parse(fraction.PadRight(MicrosecondDigits, '0').AsSpan(0, MicrosecondDigits), CultureInfo.InvariantCulture);

    private static byte[] Binary(string text, ConfigLocation where)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw Wrong(text, "base 64 data", where);
        }
    }

    private static ConfigException Wrong(string text, string expected, ConfigLocation where) =>
        new(where, $"'{(text.Length > 60 ? text[..60] + "…" : text)}' is not {expected}.");
}
