using System.Globalization;

namespace SkyButler.Examples.Survey.Plans;

/// <summary>How much is observed, and of what.</summary>
internal sealed record SurveyPlan
{
    public const string Usage = """
        usage: SkyButler.Examples.Survey FOLDER [--visits N] [--fields N] [--stars N] [--galaxies N] [--seed N]
          --visits N     visits of each field through each filter (2); a visit has two detectors, 5 MB of raws
          --fields N     fields, half a degree apart (1)
          --stars N      stars of a field (2500)
          --galaxies N   galaxies of a field (800)
          --seed N       another sky (42); the same numbers give the same bytes
        """;

    /// <summary>Where it goes.</summary>
    public required string Folder { get; init; }

    /// <summary>Visits of each field through each filter.</summary>
    public int Visits { get; init; } = 2;

    public int Fields { get; init; } = 1;

    /// <summary>Stars of a field.</summary>
    public int Stars { get; init; } = 2500;

    /// <summary>Galaxies of a field.</summary>
    public int Galaxies { get; init; } = 800;

    public int Seed { get; init; } = 42;

    /// <summary>Reads a command line; null where it can't be read.</summary>
    public static SurveyPlan? Parse(IReadOnlyList<string> words)
    {
        if (words.Count % 2 == 0 || words[0].StartsWith('-'))
            return null;
        var plan = new SurveyPlan { Folder = words[0] };
        for (var i = 1; i < words.Count; i += 2)
        {
            if (!int.TryParse(words[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || With(plan, words[i], number) is not { } next)
                return null;
            plan = next;
        }

        return plan;
    }

    private static SurveyPlan? With(SurveyPlan plan, string option, int number) => option switch
    {
        "--visits" when number > 0 => plan with { Visits = number },
        "--fields" when number is > 0 and <= 100 => plan with { Fields = number },
        "--stars" => plan with { Stars = number },
        "--galaxies" => plan with { Galaxies = number },
        "--seed" => plan with { Seed = number },
        _ => null,
    };
}
