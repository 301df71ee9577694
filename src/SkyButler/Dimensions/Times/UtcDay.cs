
namespace SkyButler.Dimensions.Times;

/// <summary>
/// A day of UTC: when it begins in TAI, and how long it and its seconds are. Since 1972 a day may end with a leap second; before that
/// seconds were longer than those of TAI, and steps were fractions of a second (IERS, table of TAI − UTC).
/// </summary>
/// <param name="Day">Days since 1970-01-01.</param>
internal readonly record struct UtcDay(long Day)
{
    /// <summary>Nanoseconds in a day without a leap second.</summary>
    public const decimal UsualLength = 86_400_000_000_000;

    private const decimal Second = 1_000_000_000;

    // From 1968-02-01 to the end of 1971: TAI - UTC = 4.213 17 s + (MJD - 39 126) · 0.002 592 s.
    private const decimal DriftStart = 4.213_170m * Second;
    private const decimal DriftRate = 0.002_592m * Second;
    private const long DriftDay = 39_126;
    private const long ModifiedJulianDay = 40_587;
    private const long LeapSecondsBegin = 730;

    /// <summary>Length on its own clock: 86 400 s, and a leap second or what the step at its end makes of it.</summary>
    public decimal Length => UsualLength + new UtcDay(Day + 1).Offset - Offset - Drift;

    // TAI - UTC at its beginning.
    private decimal Offset => Day < LeapSecondsBegin
        ? DriftStart + ((Day + ModifiedJulianDay - DriftDay) * DriftRate)
        : LeapSeconds.At(DateTime.UnixEpoch.AddDays(Day)) * Second;

    // How much longer than on its own clock it lasts.
    private decimal Drift => Day < LeapSecondsBegin ? DriftRate : 0;

    /// <summary>The instant so many nanoseconds after the day's beginning by its own clock, in nanoseconds TAI since 1970-01-01T00:00:00 TAI.</summary>
    public decimal ToTai(decimal nanoseconds) => (Day * UsualLength) + Offset + (nanoseconds * (1 + (Drift / UsualLength)));
}
