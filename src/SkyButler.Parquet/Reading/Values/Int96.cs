using System.Runtime.InteropServices;

namespace SkyButler.Parquet.Reading.Values;

/// <summary>A timestamp of old: nanoseconds of the day and the Julian day.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = 12)]
internal readonly struct Int96
{
    private const long JulianDayOfEpoch = 2_440_588;
    private const long NanosecondsPerDay = 86_400_000_000_000;
    private readonly long nanoseconds;
    private readonly int day;

    /// <summary>Nanoseconds since 1970.</summary>
    public long ToNanoseconds()
    {
        try
        {
            return checked(((day - JulianDayOfEpoch) * NanosecondsPerDay) + nanoseconds);
        }
        catch (OverflowException)
        {
            throw new ParquetUnsupportedException($"an INT96 timestamp of Julian day {day} lies outside of the years 1677 to 2262, which nanoseconds reach; write it as a timestamp in microseconds");
        }
    }
}
