using System.Globalization;
using SkyButler.Dimensions.Times;

namespace SkyButler.Instruments.Gen2.Sources;

/// <summary>When calibrations of one date are valid, by the calibrations' registry.</summary>
internal static class ValidityRows
{
    // Gaps and overlaps below this come from whole days, and are none.
    private static readonly TimeSpan Touching = TimeSpan.FromDays(1.001);

    /// <summary>One validity range.</summary>
    /// <param name="CalibrationDate">When the calibration was made, as its path says.</param>
    /// <param name="Keys">Detector and filter, as far as the table has them.</param>
    /// <param name="Begin">The beginning, TAI.</param>
    /// <param name="End">The end, TAI.</param>
    internal sealed record Range(string CalibrationDate, IReadOnlyDictionary<string, string> Keys, DateTime Begin, DateTime End)
    {
        /// <summary>The range as a timespan.</summary>
        public Timespan Timespan => Timespan.Between(TaiTime.FromTai(Begin), TaiTime.FromTai(End));
    }

    /// <summary>The range of a row of a calibration type's table; null where it has none.</summary>
    public static Range? Of(IReadOnlyDictionary<string, string> row, string detectorKey) =>
        row.TryGetValue("calibDate", out var made) && Date(row, "validStart") is { } begin && Date(row, "validEnd") is { } end && begin < end
            ? new(made, row.Where(pair => pair.Key == detectorKey || pair.Key == "filter").ToDictionary(StringComparer.Ordinal), begin, end)
            : null;

    /// <summary>Ranges of one detector and filter without the small gaps and overlaps that whole days leave.</summary>
    public static IReadOnlyList<Range> Joined(IEnumerable<Range> ranges)
    {
        var sorted = ranges.OrderBy(range => range.Begin).ThenBy(range => range.End).ToList();
        for (var i = 1; i < sorted.Count; i++)
            if ((sorted[i].Begin - sorted[i - 1].End).Duration() < Touching)
                sorted[i - 1] = sorted[i - 1] with { End = sorted[i].Begin };
        return [.. sorted.Where(range => range.Begin < range.End)];
    }

    private static DateTime? Date(IReadOnlyDictionary<string, string> row, string column) =>
        row.TryGetValue(column, out var text) && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
