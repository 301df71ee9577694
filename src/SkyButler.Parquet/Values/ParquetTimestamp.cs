using System.Globalization;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Values;

/// <summary>A moment, in UTC or as a local calendar and clock show it.</summary>
/// <param name="Value">Time since 1970-01-01T00:00:00, without leap seconds.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="IsUtc">Whether it is in UTC.</param>
public readonly record struct ParquetTimestamp(long Value, TimeUnit Unit, bool IsUtc)
{
    private long Seconds => Math.DivRem(Value, TimeUnits.PerSecond(Unit)) is var (whole, rest) && rest < 0 ? whole - 1 : Value / TimeUnits.PerSecond(Unit);

    /// <summary>Whether it lies in the years 1 to 9999.</summary>
    public bool IsDateTime => Seconds >= TimeUnits.FirstSecond && Seconds <= TimeUnits.LastSecond;

    /// <summary>The moment as C# has it, in steps of 100 ns.</summary>
    /// <exception cref="ParquetRequestException">It lies outside of the years 1 to 9999.</exception>
    public DateTime ToDateTime()
    {
        if (!IsDateTime)
            throw new ParquetRequestException($"{this} lies outside of the years 1 to 9999; use the number");
        var perSecond = TimeUnits.PerSecond(Unit);
        var rest = Value - (Seconds * perSecond);
        var ticks = perSecond > TimeSpan.TicksPerSecond ? rest / (perSecond / TimeSpan.TicksPerSecond) : rest * (TimeSpan.TicksPerSecond / perSecond);
        return DateTime.SpecifyKind(DateTime.UnixEpoch.AddTicks((Seconds * TimeSpan.TicksPerSecond) + ticks), IsUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified);
    }

    /// <summary>As in <c>2020-01-31T12:00:00.250Z</c>; the fraction is left out where it is zero, the letter where it isn't UTC.</summary>
    public override string ToString()
    {
        if (!IsDateTime)
            return string.Create(CultureInfo.InvariantCulture, $"{Value} {TimeUnits.Name(Unit)} since 1970-01-01");
        var whole = DateTime.UnixEpoch.AddSeconds(Seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{whole}{TimeUnits.Fraction(Value - (Seconds * TimeUnits.PerSecond(Unit)), Unit)}{(IsUtc ? "Z" : "")}";
    }
}
