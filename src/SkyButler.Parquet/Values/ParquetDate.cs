using System.Globalization;

namespace SkyButler.Parquet.Values;

/// <summary>A day.</summary>
/// <param name="Days">Days since 1970-01-01.</param>
public readonly record struct ParquetDate(int Days)
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Whether it lies in the years 1 to 9999.</summary>
    public bool IsDateOnly => (long)Days + Epoch is >= 0 and var day && day <= DateOnly.MaxValue.DayNumber;

    /// <summary>The day as C# has it.</summary>
    /// <exception cref="ParquetRequestException">It lies outside of the years 1 to 9999.</exception>
    public DateOnly ToDateOnly() => IsDateOnly ? DateOnly.FromDayNumber(Days + Epoch) : throw new ParquetRequestException($"{this} lies outside of the years 1 to 9999; use the number of days");

    /// <summary>As in <c>2020-01-31</c>.</summary>
    public override string ToString() =>
        IsDateOnly ? ToDateOnly().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Days} days since 1970-01-01");
}
