using System.Globalization;
using SkyButler.Imaging.Ccd;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Previews.Scenes;
using SkyButler.Imaging.Raws;
using SkyButler.Imaging.Sky;

namespace SkyButler.Imaging.Previews;

/// <summary>Finds the image to draw in things that hold one.</summary>
public static class Viewable
{
    private const int MostNamed = 10;

    /// <summary>The image of an exposure, masked image, image or raw, whose amplifiers are assembled.</summary>
    /// <exception cref="ImagingException">It is something else.</exception>
    public static Image ImageOf(object value) => value switch
    {
        Image image => image,
        MaskedImage masked => masked.Image,
        Exposure exposure => exposure.Image,
        CcdData ccd => ccd.Data,
        RawExposure raw => RawAssembler.Assemble(raw),
        _ => throw new ImagingException($"This is of type {value.GetType().Name} and holds no image that can be drawn; name a dataset type of images."),
    };

    /// <summary>The image of an exposure, masked image, image or raw, with the mask and WCS that come with it.</summary>
    /// <exception cref="ImagingException">It is something else.</exception>
    public static Scene SceneOf(object value) => new(ImageOf(value))
    {
        Mask = (value as MaskedImage ?? (value as Exposure)?.MaskedImage)?.Mask,
        Wcs = (value as Exposure)?.Wcs ?? (value as CcdData)?.Wcs,
    };

    /// <summary>Which image of a FITS file a dataset's formatter gives, and how many there are; null where there is no choice.</summary>
    /// <exception cref="ImagingException">The file can't be read.</exception>
    public static async Task<string?> ChoiceOfAsync(string path, CancellationToken cancellationToken = default)
    {
        var file = await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            int images = file.Hdus.Count(h => h.HasImage);
            return images > 1 && file.FindRole("IMAGE") is { } image ? string.Create(CultureInfo.InvariantCulture, $"{Title(image)} of its {images} images") : null;
        }
    }

    /// <summary>The image of a FITS file: its exposure or only image, or else its amplifiers assembled, or the image of one HDU.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hdu">The name (EXTNAME or EXTTYPE) or number of an HDU; null for what the file is meant to show.</param>
    /// <param name="circle">The part of the sky that is wanted; null for all.</param>
    /// <param name="planes">Planes of the exposure's mask that shall lie over it; without any the mask isn't read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ImagingException">The file can't be read, or has no such image.</exception>
    public static async Task<ViewedFile> ReadFileAsync(string path, string? hdu = null, SkyCircle? circle = null, IReadOnlyList<string>? planes = null, CancellationToken cancellationToken = default)
    {
        var file = await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            var images = file.Hdus.Where(h => h.HasImage).ToList();
            if (hdu is null && circle is null && images.Count != 1 && file.FindRole("IMAGE") is null)
            {
                var raw = await RawReader.ReadAsync(file, cancellationToken: cancellationToken).ConfigureAwait(false);
                var source = raw.Amplifiers.Count > 1 ? $"its {raw.Amplifiers.Count} amplifiers" : Title(images[0]);
                return new(new(RawAssembler.Assemble(raw)) { ShownPlanes = planes ?? [] }, source, images.Count);
            }

            var chosen = hdu is null ? ExposureHdus.Of(file).Image : Find(file.Name, images, hdu);
            var part = circle is { } wanted ? PartOf(chosen, wanted) : chosen.ImageBox;
            var image = await chosen.ReadImageAsync(part, cancellationToken: cancellationToken).ConfigureAwait(false);
            var (x0, y0) = OriginCards.Read(chosen.ImageHeader);
            var scene = new Scene(image.WithOrigin(x0 + part.MinX, y0 + part.MinY))
            {
                Mask = planes is { Count: > 0 } && MaskOf(images, chosen) is { } mask ? await ReadMaskAsync(mask, part, cancellationToken).ConfigureAwait(false) : null,
                Wcs = WcsCards.Find(chosen.ImageHeader) is { } wcs ? WcsCards.Shift(wcs, part.MinX, part.MinY) : null,
                ShownPlanes = planes ?? [],
            };
            return new(scene, Title(chosen), images.Count);
        }
    }

    private static FitsHdu? MaskOf(List<FitsHdu> images, FitsHdu image) =>
        images.Find(h => (Is(h.Role, "MASK") || (h.Role is null && Is(h.Name, "MASK"))) && h.ImageBox == image.ImageBox);

    private static async Task<Mask> ReadMaskAsync(FitsHdu hdu, Box2I part, CancellationToken cancellationToken) =>
        new(await hdu.ReadImageAsync<int>(part, 0, cancellationToken).ConfigureAwait(false), MaskPlaneCards.Read(hdu.Header));

    private static Box2I PartOf(FitsHdu hdu, SkyCircle circle)
    {
        using var wcs = SkyWcs.Find(hdu.ImageHeader);
        return circle.BoxIn(wcs, hdu.ImageBox);
    }

    private static FitsHdu Find(string file, List<FitsHdu> images, string hdu)
    {
        if (int.TryParse(hdu, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && images.Find(h => h.Index == index) is { } numbered)
            return numbered;
        if ((images.Find(h => Is(h.Name, hdu)) ?? images.Find(h => Is(h.Role, hdu))) is { } named)
            return named;
        var known = images.Count == 0 ? "it has no image at all" : $"it has {string.Join(", ", images.Take(MostNamed).Select(Title))}{(images.Count > MostNamed ? $" and {images.Count - MostNamed} more" : "")}";
        throw new ImagingException($"{file} has no image '{hdu}': {known}{Suggestion.For(hdu, images.SelectMany(h => new[] { h.Name, h.Role }).OfType<string>())}");
    }

    private static bool Is(string? value, string name) => string.Equals(value, name, StringComparison.OrdinalIgnoreCase);

    private static string Title(FitsHdu hdu) =>
        string.IsNullOrEmpty(hdu.Name ?? hdu.Role) ? $"HDU {hdu.Index}" : $"HDU {hdu.Index} ({OneLine.Of(hdu.Name ?? hdu.Role!)})";
}
