using SkyButler.Imaging.Images;

namespace SkyButler.Examples.Survey.Cameras;

/// <summary>Particles that hit the silicon during an exposure: straight, narrow tracks.</summary>
internal static class CosmicRays
{
    private const double HitsPerSecond = 0.6;

    /// <summary>Adds them to the electrons of an exposure.</summary>
    public static void Add(Image<float> electrons, double exposureTime, Random random)
    {
        for (var hits = (int)(HitsPerSecond * exposureTime * (0.5 + random.NextDouble())); hits > 0; hits--)
        {
            double x = random.NextDouble() * electrons.Width, y = random.NextDouble() * electrons.Height;
            var (dy, dx) = Math.SinCos(2 * Math.PI * random.NextDouble());
            var length = 1 + (int)(2 / (random.NextDouble() + 0.08));
            var deposit = 400 + (3000 * random.NextDouble());
            for (var step = 0; step < length; step++, x += dx, y += dy)
            {
                var (column, row) = ((int)Math.Floor(x), (int)Math.Floor(y));
                if (column >= 0 && row >= 0 && column < electrons.Width && row < electrons.Height)
                    electrons[column, row] += (float)(deposit * (0.7 + (0.6 * random.NextDouble())));
            }
        }
    }
}
