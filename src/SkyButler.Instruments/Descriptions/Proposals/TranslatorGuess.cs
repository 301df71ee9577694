using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SkyButler.Instruments.Descriptions.Proposals;

/// <summary>A translator that is guessed from keywords, comments and values.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Yaml">Its file.</param>
internal sealed partial record TranslatorGuess(string Name, string Yaml)
{
    private const int CommentColumn = 72;

    /// <summary>Guesses from the cards of some files.</summary>
    public static TranslatorGuess Of(IReadOnlyList<CardSample> cards, int files, string? name)
    {
        var left = cards.ToList();
        CardSample? Take(PropertyGuess guess)
        {
            var found = guess.Find(left);
            if (found is not null)
                left.Remove(found);
            return found;
        }

        var instrument = Take(PropertyGuesses.Instrument);
        var called = Unusual().Replace(name ?? instrument?.Texts[0] ?? "", "") is { Length: > 0 } usual ? usual : "MyCam";
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"# Proposed from the headers of {files} files: review each line, and try it by astrometadata translate -p THIS-FILE.\n"));
        text.Append($"translator: {Quote(called)}\nextends: Generic                   # knows keywords that many instruments use\n");
        Line(text, instrument is null ? "when: {card: EXTEND, present: true}" : $"when: {{card: {instrument.Keyword}, is: {Quote(instrument.Texts[0])}}}", instrument);
        text.Append("properties:\n");
        Line(text, $"  instrument: {{value: {Quote(called)}}}", null);
        Add(text, "telescope", Take(PropertyGuesses.Telescope), card => card.Keyword);
        AddTimes(text, Take);
        Add(text, "exposure_id", Take(PropertyGuesses.ExposureId), Number);
        var own = Take(PropertyGuesses.Name);
        Line(text, own is null ? "  observation_id: {property: exposure_id}" : $"  observation_id: {own.Keyword}", own);
        var detector = Take(PropertyGuesses.Detector);
        Line(text, $"  detector_num: {(detector is null ? "{value: 0}" : Number(detector))}", detector);
        Line(text, detector is { IsText: true } ? $"  detector_unique_name: {detector.Keyword}" : "  detector_unique_name: {text: \"D{detector_num}\"}", null);
        Line(text, "  detector_exposure_id: {formula: \"exposure_id * 1000 + detector_num\"}", null);
        Add(text, "physical_filter", Take(PropertyGuesses.Filter), card => card.Keyword);
        Add(text, "observation_type", Take(PropertyGuesses.Kind), Kind);
        Add(text, "object", Take(PropertyGuesses.Target), card => card.Keyword);
        Add(text, "science_program", Take(PropertyGuesses.Program), card => card.Keyword);
        AddSky(text, Take);
        Line(text, "  observing_day_offset: {value: 43200}   # the day begins at noon TAI", null);
        return new(called, text.ToString());
    }

    private static void AddTimes(StringBuilder text, Func<PropertyGuess, CardSample?> take)
    {
        var time = take(PropertyGuesses.ExposureTime);
        Add(text, "exposure_time", time, card => Unit(card) is { } unit ? $"{{card: {card.Keyword}, unit: {unit}}}" : card.Keyword);
        if (time is not null)
            text.Append("  exposure_time_requested: {property: exposure_time}\n  dark_time: {property: exposure_time}\n");
        if (take(PropertyGuesses.Date) is { } date)
            Line(text, $"  datetime_begin: {{date: {date.Keyword}}}", date);
        else if (take(PropertyGuesses.Day) is { } day && take(PropertyGuesses.Clock) is { } clock)
            Line(text, $"  datetime_begin: {{date: {day.Keyword}, time: {clock.Keyword}}}", clock);
        else if (take(PropertyGuesses.Mjd) is { } mjd)
            Line(text, $"  datetime_begin: {{number: {mjd.Keyword}}}", mjd);
        text.Append("  datetime_end: {property: datetime_begin, add: exposure_time}\n");
    }

    private static void AddSky(StringBuilder text, Func<PropertyGuess, CardSample?> take)
    {
        if (take(PropertyGuesses.RightAscension) is { } ra && take(PropertyGuesses.Declination) is { } dec)
        {
            var unit = ra.IsNumber && ra.Comment.Contains("hour", StringComparison.OrdinalIgnoreCase) ? "hourangle" : ra.IsNumber ? "deg" : "hourangle";
            Line(text, $"  tracking_radec: {{ra: {ra.Keyword}, dec: {dec.Keyword}, ra_unit: {unit}}}", ra);
            Line(text, "  boresight_rotation_angle: {value: 0}   # how the camera is turned on the sky", null);
        }

        Add(text, "boresight_airmass", take(PropertyGuesses.Airmass), card => card.Keyword);
        if (take(PropertyGuesses.Longitude) is { } longitude && take(PropertyGuesses.Latitude) is { } latitude)
            Line(text, $"  location: {{longitude: {longitude.Keyword}, latitude: {latitude.Keyword}, height: {take(PropertyGuesses.Height)?.Keyword ?? "{value: 0}"}}}", longitude);
    }

    private static void Add(StringBuilder text, string property, CardSample? card, Func<CardSample, string> rule)
    {
        if (card is null)
            text.Append($"  # {property}: ?   nothing in the headers looks like it\n");
        else
            Line(text, $"  {property}: {rule(card)}", card);
    }

    private static void Line(StringBuilder text, string rule, CardSample? card)
    {
        text.Append(rule);
        if (card is not null)
            text.Append(' ', Math.Max(1, CommentColumn - rule.Length)).Append($"# {(card.Comment.Length > 0 ? card.Comment + ": " : "")}{string.Join(", ", card.Distinct.Take(3))}{(card.Distinct.Count > 3 ? ", …" : "")}".ReplaceLineEndings(" "));
        text.Append('\n');
    }

    private static string Number(CardSample card) => card.IsWhole ? card.Keyword : $"{{card: {card.Keyword}, match: '(\\d+)$', formula: $1}}";

    private static string Kind(CardSample card)
    {
        var replaced = card.Distinct.Select(value => value.ToLowerInvariant()).Distinct(StringComparer.Ordinal)
            .Select(value => (Value: value, Word: Word(value))).Where(pair => pair.Value != pair.Word).Select(pair => $"{Quote(pair.Value)}: {pair.Word}").ToList();
        return replaced.Count == 0 ? $"{{card: {card.Keyword}, case: lower}}" : $"{{card: {card.Keyword}, case: lower, replace: {{{string.Join(", ", replaced)}}}}}";
    }

    private static string Word(string value) => value switch
    {
        _ when value.Contains("bias", StringComparison.Ordinal) || value.Contains("zero", StringComparison.Ordinal) => "bias",
        _ when value.Contains("flat", StringComparison.Ordinal) => "flat",
        _ when value.Contains("dark", StringComparison.Ordinal) => "dark",
        _ when Sky().IsMatch(value) => "science",
        _ => value,
    };

    private static string? Unit(CardSample card) => card.Comment switch
    {
        var comment when Milliseconds().IsMatch(comment) => "ms",
        var comment when Minutes().IsMatch(comment) => "min",
        _ => null,
    };

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    [GeneratedRegex("[^A-Za-z0-9_+-]", RegexOptions.None, 1000)]
    private static partial Regex Unusual();

    [GeneratedRegex("object|light|scien|sky|target", RegexOptions.None, 1000)]
    private static partial Regex Sky();

    [GeneratedRegex(@"\[?ms\]?\b|millisec", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"\[min\]|\bminutes?\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Minutes();
}
