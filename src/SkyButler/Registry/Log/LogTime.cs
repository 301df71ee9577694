namespace SkyButler.Registry.Log;

/// <summary>Times of the log: microseconds since 1970, in UTC.</summary>
internal static class LogTime
{
    public static long ToStored(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromStored(long time) => DateTimeOffset.UnixEpoch.AddTicks(time * TimeSpan.TicksPerMicrosecond);
}
