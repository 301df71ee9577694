using System.Globalization;
using System.Numerics;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Descriptions;

/// <summary>How many pixels each plane of a mask marks.</summary>
internal static class MaskFacts
{
    private const int BandPixels = 4 << 20;

    public static IEnumerable<Fact> Of(Mask mask)
    {
        var counts = new long[MaskPlanes.Capacity];
        Count(mask.Bits.Pixels, counts);
        return Of(mask.Planes, counts, mask.Box.Area);
    }

    /// <summary>Counts in a file, a band of rows at a time.</summary>
    public static async Task<IEnumerable<Fact>> OfAsync(FitsHdu hdu, CancellationToken cancellationToken)
    {
        var counts = new long[MaskPlanes.Capacity];
        var box = hdu.ImageBox;
        int rows = Math.Max(1, BandPixels / Math.Max(1, box.Width));
        for (int y = 0; y < box.Height; y += rows)
        {
            var band = await hdu.ReadImageAsync<int>(Box2I.FromSize(0, y, box.Width, Math.Min(rows, box.Height - y)), 0, cancellationToken).ConfigureAwait(false);
            Count(band.Pixels, counts);
        }

        return Of(MaskPlaneCards.Read(hdu.ImageHeader), counts, box.Area);
    }

    private static void Count(ReadOnlySpan<int> pixels, long[] counts)
    {
        // Most pixels are like the one before.
        int before = 0;
        long run = 0;
        foreach (int bits in pixels)
        {
            if (bits != before)
            {
                Add(before, run, counts);
                (before, run) = (bits, 0);
            }

            run++;
        }

        Add(before, run, counts);
    }

    private static void Add(int bits, long count, long[] counts)
    {
        for (uint rest = (uint)bits; rest != 0; rest &= rest - 1)
            counts[BitOperations.TrailingZeroCount(rest)] += count;
    }

    private static IEnumerable<Fact> Of(MaskPlanes planes, long[] counts, long pixels) => planes.OrderBy(plane => plane.Value).Select(plane =>
        new Fact($"mask {plane.Key}", string.Create(CultureInfo.InvariantCulture, $"{counts[plane.Value]} pixels ({100.0 * counts[plane.Value] / Math.Max(1, pixels):0.###} %)")));
}
