using SkyButler.Examples.Survey.Cameras;
using SkyButler.Examples.Survey.Skies;

namespace SkyButler.Examples.Survey.Plans;

/// <summary>One exposure of the survey: when, where to, through what, and what the air did to it.</summary>
/// <param name="Field">The field's number.</param>
/// <param name="Night">The night, such as 20260401.</param>
/// <param name="Sequence">Which exposure of the night, from 1.</param>
/// <param name="Filter">What it was taken through.</param>
/// <param name="Ra">Right ascension to which the telescope really looked, degrees.</param>
/// <param name="Dec">Declination, degrees.</param>
/// <param name="ExposureTime">Seconds.</param>
/// <param name="BeginTai">When the shutter opened.</param>
internal sealed record Pointing(int Field, int Night, int Sequence, Filter Filter, double Ra, double Dec, double ExposureTime, DateTime BeginTai)
{
    private const int MostInNight = 99;
    private const double PointingError = 1.5 / 3600;
    private static readonly DateTime FirstEvening = new(2026, 4, 2, 3, 0, 0);

    public int Exposure => checked((Night * 100) + Sequence);

    public string ObservationId => $"SC_{Night}_{Sequence:d4}";

    public DateTime EndTai => BeginTai.AddSeconds(ExposureTime);

    /// <summary>Row of the boresight on every detector, pixels from 0.</summary>
    public static double CentreY => (Detector.Size - 1) / 2.0;

    /// <summary>What the telescope believes that it looked at: a little beside it.</summary>
    public double ToldRa => Ra + ((Chance(1) - 0.5) * 2 * PointingError / Math.Cos(Dec * Math.PI / 180));

    public double ToldDec => Dec + ((Chance(2) - 0.5) * 2 * PointingError);

    /// <summary>The share of light that thin clouds let pass.</summary>
    public double Transparency => 1 - (0.15 * Chance(3));

    /// <summary>Full width at half maximum of stars at the boresight, pixels.</summary>
    public double Seeing => 3.2 + (0.9 * Chance(4));

    /// <summary>Each field through each filter, shifted from visit to visit.</summary>
    public static IReadOnlyList<Pointing> Survey(SurveyPlan plan)
    {
        var pointings = new List<Pointing>();
        for (var field = 0; field < plan.Fields; field++)
        {
            var (ra, dec) = Sky.Centre(field);
            foreach (var filter in Filter.All)
            {
                for (var visit = 0; visit < plan.Visits; visit++)
                {
                    var (night, sequence) = Math.DivRem(pointings.Count, MostInNight);
                    var begin = FirstEvening.AddDays(night).AddMinutes(2 * (sequence + 1));
                    var (dx, dy) = (23 * ((visit % 5) - 2), 17 * (3 - (visit % 7)));
                    pointings.Add(new Pointing(
                        field, Number(begin.AddDays(-1)), sequence + 1, filter,
                        ra + (dx * Sky.PixelScale / Math.Cos(dec * Math.PI / 180)), dec + (dy * Sky.PixelScale), 30, begin));
                }
            }
        }

        return pointings;
    }

    /// <summary>Column of the boresight on a detector, pixels from 0.</summary>
    public static double CentreX(Detector detector) => ((Detector.Size - 1) / 2.0) - detector.OffsetX;

    private static int Number(DateTime day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    // Between 0 and 1, the same whenever it is asked for.
    private double Chance(int what) => new Random(unchecked((Exposure * 17) + what)).NextDouble();
}
