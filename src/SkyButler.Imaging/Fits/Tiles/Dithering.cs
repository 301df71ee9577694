using System.Numerics;

namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>Turns quantized integers back into real numbers, with the random series that the FITS standard fixes (section 10.2.3, appendix I).</summary>
internal static class Dithering
{
    /// <summary>Length of the random series.</summary>
    public const int Count = 10_000;

    private const int Missing = -2147483647;
    private const int ExactZero = -2147483646;
    private static readonly float[] Series = MakeSeries();
    private static readonly double[] Shifts = Array.ConvertAll(Series, number => number - 0.5);

    public static T[] Restore<T>(ReadOnlySpan<int> stored, Quantization how, long tile, double scale, double zero, long? blank)
        where T : unmanaged, INumber<T>
    {
        var values = new T[stored.Length];
        long missing = blank ?? Missing;
        int start = (int)((tile + how.Seed - 1) % Count);
        int next = (int)(Series[start] * 500);
        if (how.Dither == DitherMethod.None)
        {
            for (int i = 0; i < stored.Length; i++)
                values[i] = stored[i] == missing ? T.CreateTruncating(double.NaN) : T.CreateTruncating((stored[i] * scale) + zero);
            return values;
        }

        // Integers that stand for zero itself, or else no integer there is.
        long exactZero = how.Dither == DitherMethod.Subtractive2 ? ExactZero : long.MinValue;
        for (int done = 0; done < stored.Length;)
        {
            // As far as the series goes from here.
            var run = stored.Slice(done, Math.Min(stored.Length - done, Count - next));
            var shifts = Shifts.AsSpan(next, run.Length);
            var restored = values.AsSpan(done, run.Length);
            for (int i = 0; i < run.Length; i++)
            {
                int value = run[i];
                restored[i] = value == missing ? T.CreateTruncating(double.NaN)
                    : value == exactZero ? T.Zero
                    : T.CreateTruncating(((value - shifts[i]) * scale) + zero);
            }

            done += run.Length;
            start = (start + 1) % Count;
            next = (int)(Series[start] * 500);
        }

        return values;
    }

    // Park and Miller's generator, as the standard prescribes.
    private static float[] MakeSeries()
    {
        const double multiplier = 16807, modulus = 2147483647;
        var series = new float[Count];
        double seed = 1;
        for (int i = 0; i < Count; i++)
        {
            double product = multiplier * seed;
            seed = product - (modulus * (int)(product / modulus));
            series[i] = (float)(seed / modulus);
        }

        return series;
    }
}
