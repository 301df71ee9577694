using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Previews;

/// <summary>Makes an image smaller by averaging squares of pixels; NaN pixels don't count unless all are NaN.</summary>
internal static class Binning
{
    /// <summary>Side of the squares that are averaged.</summary>
    public static int SizeOf(Image image, int maxSize) => (int)Math.Ceiling(Math.Max(image.Width, image.Height) / (double)Math.Max(1, maxSize));

    /// <summary>A mask made smaller in the same way: a bit is set where any pixel of the square has it.</summary>
    public static Image<int> Reduce(Image<int> bits, int maxSize)
    {
        int size = SizeOf(bits, maxSize);
        if (size <= 1)
            return bits;
        var reduced = new Image<int>((bits.Width + size - 1) / size, (bits.Height + size - 1) / size);
        for (int y = 0; y < bits.Height; y++)
        {
            var from = bits.Row(y);
            var to = reduced.Row(y / size);
            for (int x = 0; x < from.Length; x++)
                to[x / size] |= from[x];
        }

        return reduced;
    }

    public static Image<float> Reduce(Image<float> image, int maxSize)
    {
        int size = SizeOf(image, maxSize);
        if (size <= 1)
            return image;
        var reduced = new Image<float>((image.Width + size - 1) / size, (image.Height + size - 1) / size);
        var sums = new double[reduced.Width];
        var counts = new int[reduced.Width];
        for (int row = 0; row < reduced.Height; row++)
        {
            sums.AsSpan().Clear();
            counts.AsSpan().Clear();
            for (int y = row * size; y < Math.Min(image.Height, (row + 1) * size); y++)
            {
                var pixels = image.Row(y);
                for (int x = 0; x < pixels.Length; x++)
                {
                    if (!float.IsFinite(pixels[x]))
                        continue;
                    sums[x / size] += pixels[x];
                    counts[x / size]++;
                }
            }

            for (int x = 0; x < reduced.Width; x++)
                reduced.Pixels[(row * reduced.Width) + x] = counts[x] > 0 ? (float)(sums[x] / counts[x]) : float.NaN;
        }

        return reduced;
    }
}
