using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Raws;

namespace SkyButler.Imaging.Previews;

/// <summary>Finds the image to draw in things that hold one.</summary>
public static class Viewable
{
    /// <summary>The image of an exposure, masked image, image or raw, whose amplifiers are assembled.</summary>
    /// <exception cref="ImagingException">It is something else.</exception>
    public static Image ImageOf(object value) => value switch
    {
        Image image => image,
        MaskedImage masked => masked.Image,
        Exposure exposure => exposure.Image,
        RawExposure raw => RawAssembler.Assemble(raw),
        _ => throw new ImagingException($"This is of type {value.GetType().Name} and holds no image that can be drawn; name a dataset type of images."),
    };

    /// <summary>The image of a FITS file: its exposure or only image, or else its amplifiers assembled.</summary>
    /// <exception cref="ImagingException">The file can't be read, or has neither.</exception>
    public static async Task<Image> ReadFileAsync(string path, CancellationToken cancellationToken = default)
    {
        var file = await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            return file.Hdus.Count(hdu => hdu.HasImage) == 1 || file.FindRole("IMAGE") is not null
                ? (await ExposureReader.ReadAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false)).Image
                : RawAssembler.Assemble(await RawReader.ReadAsync(file, cancellationToken: cancellationToken).ConfigureAwait(false));
        }
    }
}
