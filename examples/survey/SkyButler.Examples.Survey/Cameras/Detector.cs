using SkyButler.Examples.Survey.Skies;
using SkyButler.Imaging.Images;

namespace SkyButler.Examples.Survey.Cameras;

/// <summary>A detector of the survey's camera with its flaws: bias pattern, dark current, hot pixels, uneven response.</summary>
internal sealed class Detector
{
    public const int Size = 1024;
    private const int Half = Size / 2;

    public Detector(int id, string name, double offsetX)
    {
        Id = id;
        Name = name;
        OffsetX = offsetX;
        var random = new Random(1000 + id);
        Amplifiers =
        [
            .. from row in new[] { 0, 1 }
               from column in new[] { 0, 1 }
               select new Amplifier(
                   $"C{row}{column}", Box2I.FromSize(column * Half, row * Half, Half, Half), column == 1, row == 1,
                   Gain: 1.4 + (0.2 * random.NextDouble()), ReadNoise: 5 + random.NextDouble(), BiasLevel: 900 + (200 * random.NextDouble())),
        ];
        Bias = Fill((x, y) => (3 * Math.Sin(x / 7.0)) + (2 * Math.Cos(y / 23.0)));
        Dark = Fill((_, _) => random.Next(4000) == 0 ? 20 + (80 * random.NextDouble()) : 0.04);
        Response = Fill((x, y) => IsDead(x, y) ? 0 : (1 - (0.15 * (Square((x / (double)Half) - 1) + Square((y / (double)Half) - 1)))) * (1 + (0.01 * Draw.Normal(random))));
    }

    public int Id { get; }

    public string Name { get; }

    /// <summary>Centre of the detector on the focal plane, pixels along x from the boresight.</summary>
    public double OffsetX { get; }

    public IReadOnlyList<Amplifier> Amplifiers { get; }

    /// <summary>Pattern of a readout without light beyond the overscan's level, counts.</summary>
    public Image<float> Bias { get; }

    /// <summary>Dark current, counts a second.</summary>
    public Image<float> Dark { get; }

    /// <summary>Response relative to a perfect pixel, near 1.</summary>
    public Image<float> Response { get; }

    /// <summary>What an evenly lit screen gives, counts relative to their mean: the response, and the gains of the amplifiers.</summary>
    public Image<float> Flat()
    {
        var meanGain = Amplifiers.Average(a => a.Gain);
        var flat = Response.Clone();
        foreach (var amplifier in Amplifiers)
            for (var y = amplifier.Box.MinY; y <= amplifier.Box.MaxY; y++)
                for (var x = amplifier.Box.MinX; x <= amplifier.Box.MaxX; x++)
                    flat[x, y] *= (float)(meanGain / amplifier.Gain);
        return flat;
    }

    // A column that a trap has made blind from some row on.
    private bool IsDead(int x, int y) => x == 301 + (100 * Id) && y > 700;

    private static double Square(double value) => value * value;

    private static Image<float> Fill(Func<int, int, double> value)
    {
        var image = new Image<float>(Size, Size);
        for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++)
                image[x, y] = (float)value(x, y);
        return image;
    }
}
