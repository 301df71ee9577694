using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Examples.Survey.Cameras;

/// <summary>Writes the master calibrations of a detector, as combining many frames would have given them: nearly without noise.</summary>
internal static class Calibrations
{
    public static async Task WriteAsync(string folder, Detector detector, CancellationToken cancellationToken)
    {
        await WriteAsync(Path.Combine(folder, $"bias_{detector.Name}.fits"), detector.Bias, 0.01f, 0, cancellationToken);
        await WriteAsync(Path.Combine(folder, $"dark_{detector.Name}.fits"), detector.Dark, 0.0001f, 1, cancellationToken);
        var flat = detector.Flat();
        foreach (var filter in Filter.All)
            await WriteAsync(Path.Combine(folder, $"flat_{detector.Name}_{filter.Name}.fits"), flat, 0.000001f, 0, cancellationToken);
    }

    private static async Task WriteAsync(string path, Image<float> image, float variance, double darkTime, CancellationToken cancellationToken)
    {
        var masked = new MaskedImage(image.Clone());
        Array.Fill(masked.Variance.Pixels, variance);
        var metadata = new FitsHeader([FitsCard.Of("EXPTIME", darkTime), FitsCard.Of("DARKTIME", darkTime)]);
        File.Delete(path);
        await ExposureWriter.WriteAsync(path, new Exposure(masked, metadata), cancellationToken);
    }
}
