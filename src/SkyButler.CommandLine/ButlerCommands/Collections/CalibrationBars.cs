using System.Globalization;
using System.Text;
using SkyButler.Curation.Validity;
using SkyButler.Dimensions.Times;

namespace SkyButler.CommandLine.ButlerCommands.Collections;

/// <summary>Draws when calibrations are valid, a line for each data ID under one axis of time for all.</summary>
internal static class CalibrationBars
{
    private const char Valid = '=';
    private const char Gap = '.';
    private const char Overlap = '#';
    private const long Day = 86_400_000_000_000;

    public static string Draw(IReadOnlyList<CalibrationTimeline> timelines, int width)
    {
        var limits = timelines.SelectMany(timeline => timeline.Ranges).Select(range => range.Validity!.Value)
            .SelectMany(validity => Limits(validity)).DefaultIfEmpty(0).ToList();
        var (first, last) = (limits.Min(), limits.Max());
        if (last - first < Day)
            (first, last) = (first - (Day / 2), last + (Day / 2));
        var names = timelines.Select(timeline => timeline.DataId.ToString()).ToList();
        var margin = names.Max(name => name.Length) + 2;
        var text = new StringBuilder();
        foreach (var group in timelines.Select((timeline, i) => (Timeline: timeline, Name: names[i])).GroupBy(pair => pair.Timeline.DatasetType.Name))
        {
            var (begin, end) = (Date(first), Date(last));
            text.Append(CultureInfo.InvariantCulture, $"{group.Key}\n{new string(' ', margin)} {begin}{end.PadLeft(Math.Max(end.Length + 1, width - begin.Length))}\n");
            foreach (var (timeline, name) in group)
            {
                var validities = timeline.Ranges.Select(range => range.Validity!.Value).ToList();
                var open = validities.Any(validity => validity.IsBeginUnbounded) ? '<' : ' ';
                var close = validities.Any(validity => validity.IsEndUnbounded) ? ">" : "";
                text.Append(CultureInfo.InvariantCulture, $"  {name.PadRight(margin - 2)}{open}{Bar(timeline, first, last, width)}{close}{Notes(timeline)}\n");
            }
        }

        return text.ToString();
    }

    private static string Bar(CalibrationTimeline timeline, long first, long last, int width)
    {
        var bar = new char[width];
        Array.Fill(bar, ' ');
        // Each piece takes at least one place, and what is rarer is drawn over what is not.
        foreach (var range in timeline.Ranges)
            Fill(bar, range.Validity!.Value, Valid);
        foreach (var gap in timeline.Gaps)
            Fill(bar, gap, Gap);
        foreach (var overlap in timeline.Overlaps)
            Fill(bar, overlap, Overlap);
        return timeline.Ranges.Any(range => range.Validity!.Value.IsEndUnbounded) ? new string(bar) : new string(bar).TrimEnd();

        void Fill(char[] places, Timespan span, char mark)
        {
            var from = Place(span.IsBeginUnbounded ? first : span.BeginNanoseconds);
            var to = Math.Max(from + 1, Place(span.IsEndUnbounded ? last : span.EndNanoseconds));
            for (var i = Math.Min(from, width - 1); i < Math.Min(to, width); i++)
                places[i] = mark;
        }

        int Place(long instant) => (int)Math.Round((double)(instant - first) / (last - first) * width);
    }

    private static string Notes(CalibrationTimeline timeline)
    {
        var gaps = timeline.Gaps.Select(gap => $"gap {Date(gap.BeginNanoseconds)} to {Date(gap.EndNanoseconds)}");
        var overlaps = timeline.Overlaps.Select(overlap => $"overlap {Date(overlap.BeginNanoseconds)} to {Date(overlap.EndNanoseconds)}");
        var notes = string.Join("; ", gaps.Concat(overlaps));
        return notes.Length == 0 ? "" : "  " + notes;
    }

    private static IEnumerable<long> Limits(Timespan validity)
    {
        if (!validity.IsBeginUnbounded)
            yield return validity.BeginNanoseconds;
        if (!validity.IsEndUnbounded)
            yield return validity.EndNanoseconds;
    }

    private static string Date(long instant)
    {
        var iso = TaiTime.ToIso(instant);
        return iso.EndsWith("T00:00:00", StringComparison.Ordinal) ? iso[..10] : iso;
    }
}
