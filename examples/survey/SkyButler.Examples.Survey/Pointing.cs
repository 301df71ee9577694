namespace SkyButler.Examples.Survey;

/// <summary>One exposure of the survey: when, where to, through what.</summary>
internal sealed record Pointing(int Exposure, int Sequence, Filter Filter, double Ra, double Dec, double ExposureTime, DateTime BeginTai)
{
    public const int Night = 20260401;

    public string ObservationId => $"SC_{Night}_{Sequence:d4}";

    public DateTime EndTai => BeginTai.AddSeconds(ExposureTime);

    /// <summary>Row of the boresight on every detector, pixels from 0.</summary>
    public double CentreY => (Detector.Size - 1) / 2.0;

    /// <summary>The survey: each field twice through each filter, shifted between.</summary>
    public static IReadOnlyList<Pointing> Survey()
    {
        var pointings = new List<Pointing>();
        foreach (var filter in Filter.All)
        {
            for (var dither = 0; dither < 2; dither++)
            {
                var sequence = pointings.Count + 1;
                pointings.Add(new Pointing(
                    2026040100 + sequence, sequence, filter, Sky.CentreRa + (dither * 20 * Sky.PixelScale), Sky.CentreDec - (dither * 12 * Sky.PixelScale),
                    30, new DateTime(2026, 4, 2, 3, 0, 0).AddMinutes(2 * sequence)));
            }
        }

        return pointings;
    }

    /// <summary>Column of the boresight on a detector, pixels from 0.</summary>
    public double CentreX(Detector detector) => ((Detector.Size - 1) / 2.0) - detector.OffsetX;
}
