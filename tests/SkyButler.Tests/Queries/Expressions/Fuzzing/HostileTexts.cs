using System.Globalization;
using System.Text;
using SkyButler.Tests.Queries.Oracle.Making;

namespace SkyButler.Tests.Queries.Expressions.Fuzzing;

/// <summary>Texts that nobody should write: soups of words, changed conditions, noise, and shapes that cost much.</summary>
internal sealed class HostileTexts(Choices choices)
{
    /// <summary>Stands in every text and name of users, and nowhere else.</summary>
    public const string Marker = "Zq9";

    private static readonly string[] Words =
    [
        "AND", "or", "NOT", "in", "OVERLAPS", "IS", "NULL", "(", ")", ",", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", ":b", ":list", "list", "b", ":", ".", "..",
        "1", "0", "-1", "2.5", "1e3", "1e999", ".5", "5.", "1..9", "-3 .. 7 : 2", "9223372036854775807", "-9223372036854775808", "99999999999999999999999", "1..1000000000000",
        "1..9223372036854775807:9223372036854775807", $"'{Marker}'", "''", "''''", $"'{Marker}'' OR 1=1 --'", "\"", $"\"{Marker}\"", "'", "T'2024-01-01'", "t'58000.5'", "T'nonsense'", "T'",
        "T'mjd/1e300/utc'", "T'9999-12-31T23:59:60'", "T'0001:001'", "visit", "exposure", "detector", "instrument", "visit.id", "visit.name", "visit.region", "visit.timespan", "visit.timespan.begin",
        "exposure.timespan.end", "timespan.begin", "exposure.exposure_time", "exposure.can_see_sky", "detector.full_name", "raw.run", "raw.ingest_date", "raw.dataset_id", "raw.timespan", "run",
        "collection", "ingest_date", "seq_num", "tract.region", "patch.region", "htm7", "htm7.region", "band", "a.b.c", "a.b.c.d", $"{Marker}", $"visit.{Marker}", $"{Marker}.run", "GLOB(", "glob",
        "POINT(1, 2)", "CIRCLE(10, 20, 0.1)", "BOX(0, 0, 400, 400)", "POLYGON(0,0,1,0,1,1)", "POLYGON(0,0,1,0)", $"REGION('CIRCLE 1 2 {Marker}')", "REGION('RANGE -Inf +Inf 0 1')",
        "UUID('00000000-0000-0000-0000-000000000001')", $"UUID('{Marker}')", "skymap", "hash", "instrument.visit_max", "\0", "\u2028", "é", "🔭", "\n", "\t", "--", "/*", "*/", ";", "?1", "@p", "$1", "#", "\\",
    ];

    private static readonly string[] Plain =
    [
        "exposure IN (1001..1007:2, 3004)", "exposure.target_name = '@'", "exposure.obs_id IN ('@', 'a', :b)", "GLOB(exposure.obs_id, '*@')", "detector.full_name >= '@'", "exposure.can_see_sky",
        "exposure.timespan OVERLAPS (T'2024-01-10', NULL)", "detector + 1 < 5 * exposure", "exposure.exposure_time / 2.0 > 1e3", "exposure.tracking_ra = NULL", "detector NOT IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)",
        "detector.raft IN ('@1', '@2', '@3', '@4', '@5', '@6', '@7', '@8', '@9', '@10')", "exposure.day_obs = 20240101 OR band = '@'", "physical_filter != '@'", "exposure.group < '@'",
    ];

    private static readonly string[] Conditions =
    [
        "instrument = 'Cam' AND exposure IN (1001..1007:2, 3004)", "instrument='Cam' AND exposure - 1000 <= 4 AND exposure * 2 >= 2004", "NOT exposure.can_see_sky",
        $"exposure.target_name = '{Marker}' OR GLOB(exposure.obs_id, '{Marker}*?')", "visit.timespan OVERLAPS (T'2024-01-10 19:04:10/tai', NULL)", "visit.timespan.end < T'mjd/60320.0/tai'",
        "visit.region OVERLAPS CIRCLE(0.45, 0.0, 0.5)", $"ingest_date > T'2000-01-01' AND run != '{Marker}'", "exposure IN (:list) AND detector = :b", "exposure.tracking_ra = NULL AND detector.raft != null",
        "(instrument='Cam' AND exposure=1001) OR (instrument='Cam' AND exposure=501)", "instrument='Cam' AND visit.exposure_time / 2 > -7.0 AND visit % 2 = 0",
    ];

    public string Next() => choices.Number(0, 12) switch
    {
        10 or 11 or 12 => Sensible(),
        0 or 1 or 2 => Soup(),
        3 or 4 or 5 or 6 => Changed(choices.Pick(Conditions)),
        7 => Noise(),
        8 => Deep(),
        _ => Wide(),
    };

    // Conditions that can be answered, with all manner of text between the quotes.
    private string Sensible()
    {
        var text = "instrument='Cam'";
        for (var i = choices.Number(1, 4); i > 0; i--)
            text = choices.Number(0, 3) switch
            {
                0 => $"{text} AND NOT ({choices.Pick(Plain)})",
                1 => $"{text} AND ({choices.Pick(Plain)} OR {choices.Pick(Plain)})",
                _ => $"{text} AND {choices.Pick(Plain)}",
            };
        return text.Replace("@", Marker + Noise().Replace("'", "''", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private string Soup()
    {
        var text = new StringBuilder();
        for (var i = choices.Number(1, 20); i > 0; i--)
            text.Append(choices.Pick(Words)).Append(choices.Chance(80) ? " " : "");
        return text.ToString();
    }

    private string Changed(string text)
    {
        for (var i = choices.Number(1, 4); i > 0 && text.Length > 0; i--)
        {
            var at = choices.Number(0, text.Length - 1);
            text = choices.Number(0, 5) switch
            {
                0 => text.Remove(at, Math.Min(choices.Number(1, 8), text.Length - at)),
                1 => text.Insert(at, choices.Pick(Words)),
                2 => text.Insert(at, " " + choices.Pick(Words) + " "),
                3 => text[..at] + (char)choices.Number(0, 300) + text[(at + 1)..],
                4 => text + choices.Pick(" AND ", " OR ", " = ", " OVERLAPS ") + choices.Pick(Conditions),
                _ => string.Concat(text.AsSpan(0, at), text.AsSpan(choices.Number(0, at))),
            };
        }

        return text;
    }

    private string Noise() => string.Concat(Enumerable.Range(0, choices.Number(1, 60)).Select(_ => (char)choices.Number(0, choices.Chance(80) ? 127 : 0xFFFF)));

    private string Deep()
    {
        var depth = choices.Pick(3, 40, 99, 150, 3000);
        return choices.Number(0, 6) switch
        {
            0 => new string('(', depth) + "visit = 1" + new string(')', depth),
            1 => string.Concat(Enumerable.Repeat("NOT ", depth)) + "visit = 1",
            2 => "visit = " + new string('-', depth) + "1",
            3 => "visit = 1" + string.Concat(Enumerable.Repeat(" + 1", depth)),
            4 => string.Concat(Enumerable.Repeat("GLOB(", depth)) + "1" + new string(')', depth),
            5 => string.Concat(Enumerable.Repeat("(visit = 1 OR NOT (detector = 2 AND ", depth)) + "visit = 1" + string.Concat(Enumerable.Repeat("))", depth)),
            _ => "visit" + string.Concat(Enumerable.Repeat(" = visit", depth)),
        };
    }

    private string Wide()
    {
        var count = choices.Pick(3, 30, 300);
        var numbers = Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture));
        return choices.Number(0, 3) switch
        {
            0 => $"visit IN ({string.Join(", ", numbers)})",
            1 => string.Join(" OR ", numbers.Select(n => $"(visit = {n} AND detector = {n})")),
            2 => string.Join(" AND ", numbers.Select(n => $"(visit = {n} OR detector.raft = '{Marker}{n}')")),
            _ => $"detector.full_name IN ({string.Join(", ", numbers.Select(n => $"'{Marker}{n}'"))})",
        };
    }
}
