using System.Globalization;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Values;

/// <summary>What units of time amount to.</summary>
internal static class TimeUnits
{
    public const long SecondsPerDay = 86400;
    public static readonly long FirstSecond = (DateTime.MinValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
    public static readonly long LastSecond = (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    public static long PerSecond(TimeUnit unit) => unit switch
    {
        TimeUnit.Milliseconds => 1_000,
        TimeUnit.Microseconds => 1_000_000,
        _ => 1_000_000_000,
    };

    public static string Name(TimeUnit unit) => unit switch
    {
        TimeUnit.Milliseconds => "ms",
        TimeUnit.Microseconds => "us",
        _ => "ns",
    };

    /// <summary>The part behind the seconds with its point; empty for zero.</summary>
    public static string Fraction(long value, TimeUnit unit)
    {
        var rest = value % PerSecond(unit);
        var digits = unit switch
        {
            TimeUnit.Milliseconds => 3,
            TimeUnit.Microseconds => 6,
            _ => 9,
        };
        return rest == 0 ? "" : "." + rest.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }
}
