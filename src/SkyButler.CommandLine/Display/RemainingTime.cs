using System.Globalization;

namespace SkyButler.CommandLine.Display;

/// <summary>How fast some work goes, and how long it will still take if that stays so.</summary>
internal sealed class RemainingTime(TimeProvider clock)
{
    private const double Minute = 60;
    private const double Hour = 3600;
    private long? begin;
    private long first;

    /// <summary>Rate and time left in words; empty where too little is done to tell.</summary>
    public string Of(long done, long total)
    {
        if (begin is not { } start || done < first)
        {
            (begin, first) = (clock.GetTimestamp(), done);
            return "";
        }

        var seconds = clock.GetElapsedTime(start).TotalSeconds;
        if (done == first || seconds <= 0)
            return "";
        var rate = (done - first) / seconds;
        return $", {RateColumn.Of(rate)}{(done < total ? $", {Text((total - done) / rate)} left" : "")}";
    }

    private static string Text(double seconds) => seconds switch
    {
        < 2 * Minute => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds)} s"),
        < 2 * Hour => string.Create(CultureInfo.InvariantCulture, $"{seconds / Minute:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / Hour:0.0} h"),
    };
}
