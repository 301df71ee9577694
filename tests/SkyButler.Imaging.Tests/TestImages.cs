using System.Numerics;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Tests;

/// <summary>Images and files for tests, the same in every run.</summary>
internal static class TestImages
{
    /// <summary>Pixels over the whole range of a type, extremes first.</summary>
    public static Image<T> Random<T>(int width, int height, int seed = 1)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var random = new Random(seed);
        var image = new Image<T>(width, height);
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(image.Pixels.AsSpan());
        random.NextBytes(bytes);
        if (image.PixelType is PixelType.Float32 or PixelType.Float64)
        {
            for (int i = 0; i < image.Pixels.Length; i++)
                image.Pixels[i] = T.CreateTruncating((random.NextDouble() - 0.5) * 1e6);
        }

        (image.Pixels[0], image.Pixels[1]) = (T.MinValue, T.MaxValue);
        return image;
    }

    /// <summary>A smooth sky with noise, as real images are.</summary>
    public static Image<T> Sky<T>(int width, int height, double level = 100, double noise = 5, int seed = 1)
        where T : unmanaged, INumber<T>
    {
        var random = new Random(seed);
        var image = new Image<T>(width, height);
        for (int i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = T.CreateTruncating(level + (noise * (random.NextDouble() + random.NextDouble() - 1)) + (i % width * 0.1));
        return image;
    }

    /// <summary>A file with one image, in memory.</summary>
    public static async Task<byte[]> FileAsync(Image image, FitsCompression? compression = null, FitsHeader? cards = null)
    {
        using var stream = new MemoryStream();
        var writer = new FitsWriter(stream);
        await writer.WriteImageAsync(image, cards, compression, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    /// <summary>Writes one image into a file and reads it back.</summary>
    public static async Task<Image> RoundTripAsync(Image image, FitsCompression? compression = null)
    {
        byte[] bytes = await FileAsync(image, compression);
        await using var file = await FitsFile.OpenAsync(bytes, "round trip", cancellationToken: TestContext.Current.CancellationToken);
        return await file.Hdus[^1].ReadImageAsync(cancellationToken: TestContext.Current.CancellationToken);
    }
}
