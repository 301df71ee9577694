using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Exposures;

/// <summary>Which HDUs of a file are its image, mask and variance.</summary>
/// <param name="Image">The image.</param>
/// <param name="Mask">The mask, if there is one.</param>
/// <param name="Variance">The variance, if there is one.</param>
internal sealed record ExposureHdus(FitsHdu Image, FitsHdu? Mask, FitsHdu? Variance)
{
    /// <summary>By EXTTYPE, as afw says it; else by EXTNAME; else a file with one image is that image.</summary>
    /// <exception cref="FitsFormatException">The file has no image, or several that don't say what they are.</exception>
    public static ExposureHdus Of(FitsFile file)
    {
        var images = file.Hdus.Where(hdu => hdu.HasImage).ToList();
        var image = Find(images, "IMAGE", "SCI") ?? images switch
        {
            [] => throw new FitsFormatException(file.Name, "there is no image here"),
            [var only] => only,
            _ when images[0].Index == 0 => images[0],
            _ => throw new FitsFormatException(file.Name,
                $"there are {images.Count} images, but none says by EXTTYPE or EXTNAME that it is the IMAGE of an exposure"),
        };
        return new ExposureHdus(image, Find(images, "MASK"), Find(images, "VARIANCE"));
    }

    private static FitsHdu? Find(List<FitsHdu> images, params string[] names) =>
        images.FirstOrDefault(hdu => Is(hdu.Role, names)) ?? images.FirstOrDefault(hdu => hdu.Role is null && Is(hdu.Name, names));

    private static bool Is(string? value, string[] names) => value is not null && names.Contains(value, StringComparer.OrdinalIgnoreCase);
}
