using System.Globalization;
using System.Numerics;

namespace SkyButler.Configuration.Yaml.Scalars;

/// <summary>Values that are not text to their notation, as PyYAML writes it.</summary>
internal static class YamlScalarText
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        double number => Float(number),
        string text => text,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => Time(time),
        DateTimeOffset time => Time(time.DateTime) + time.ToString("zzz", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        _ => throw new ConfigException($"A value of type {value.GetType().Name} is not plain data."),
    };

    // A float without a dot would be read back as text, hence the added ".0" before an exponent.
    private static string Float(double value)
    {
        if (double.IsNaN(value))
            return ".nan";
        if (double.IsInfinity(value))
            return value > 0 ? ".inf" : "-.inf";
        var text = PythonFloat.Repr(value);
        return text.Contains('.', StringComparison.Ordinal) ? text : text.Replace("e", ".0e", StringComparison.Ordinal);
    }

    private static string Time(DateTime time)
    {
        var hasFraction = time.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMicrosecond;
        return time.ToString(hasFraction ? "yyyy-MM-dd HH:mm:ss.ffffff" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
