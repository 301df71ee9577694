using System.Globalization;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Values;

/// <summary>A time of day.</summary>
/// <param name="Value">Time since midnight.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="IsUtc">Whether it is in UTC; else it is what a local clock shows.</param>
public readonly record struct ParquetTime(long Value, TimeUnit Unit, bool IsUtc)
{
    /// <summary>As in <c>23:08:37.982720</c>; the fraction is left out where it is zero.</summary>
    public override string ToString()
    {
        var perSecond = TimeUnits.PerSecond(Unit);
        if (Value < 0 || Value / perSecond >= TimeUnits.SecondsPerDay)
            return string.Create(CultureInfo.InvariantCulture, $"{Value} {TimeUnits.Name(Unit)} since midnight");
        var seconds = Value / perSecond;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}{TimeUnits.Fraction(Value, Unit)}");
    }
}
