namespace SkyButler.Dimensions.Times;

/// <summary>How long after midnight TAI the observing day of an instrument begins, by the class that describes it.</summary>
internal static class ObservingDays
{
    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);

    // Until May 2024 the camera stood in a laboratory in California, and its days were those of the clocks there.
    private static readonly DateTime ShippedFromLaboratory = new(2024, 5, 1);

    /// <summary>The offset for a date; null where it is not known.</summary>
    public static TimeSpan? Offset(string? className, DateTime date) => className switch
    {
        "lsst.obs.lsst.LsstCam" when date < ShippedFromLaboratory => Pacific(date),
        not null when className.StartsWith("lsst.obs.lsst.", StringComparison.Ordinal) => className.Contains("TS", StringComparison.Ordinal) || className.Contains("Ucd", StringComparison.Ordinal) ? null : Noon,
        "lsst.obs.decam.DarkEnergyCamera" => Noon,
        "lsst.obs.cfht.MegaPrime" => TimeSpan.Zero,
        "lsst.obs.subaru.HyperSuprimeCam" => TimeSpan.Zero,
        _ => null,
    };

    // Daylight saving in the United States since 2007: second Sunday of March to first Sunday of November, at 2 in the morning, which
    // midnight UTC of that date has not reached.
    private static TimeSpan Pacific(DateTime date)
    {
        var begins = Sunday(new(date.Year, 3, 8));
        var ends = Sunday(new(date.Year, 11, 1));
        return TimeSpan.FromHours(date > begins && date <= ends ? 7 : 8);
    }

    private static DateTime Sunday(DateTime from) => from.AddDays((7 - (int)from.DayOfWeek) % 7);
}
