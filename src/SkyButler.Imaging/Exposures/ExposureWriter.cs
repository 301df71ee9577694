using SkyButler.Imaging.Exposures.Components;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Exposures;

/// <summary>
/// Writes exposures, masked images, masks and single images with afw's conventions: a primary HDU of metadata; image,
/// mask and variance with EXTTYPE and EXTNAME, mask planes as MP_ cards, origins as LTV and alternate WCS cards. By
/// default compressed without loss; null for <c>compression</c> stores pixels as they are.
/// </summary>
/// <remarks>Everything goes to a stream or a new file; a temporary name and renaming are the caller's business.</remarks>
public static class ExposureWriter
{
    internal const string DetectorCard = "DETECTOR";

    /// <summary>Writes an exposure to a new file, compressed without loss.</summary>
    /// <exception cref="ImagingException">The file exists or can't be made.</exception>
    public static async Task WriteAsync(string path, Exposure exposure, CancellationToken cancellationToken = default)
    {
        var writer = FitsWriter.Create(path);
        await using (writer.ConfigureAwait(false))
            await WriteAsync(writer, exposure, ExposureCompression.Lossless, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes an exposure to a stream, compressed without loss.</summary>
    public static Task WriteAsync(Stream stream, Exposure exposure, CancellationToken cancellationToken = default) =>
        WriteAsync(new FitsWriter(stream), exposure, ExposureCompression.Lossless, cancellationToken);

    /// <summary>Writes an exposure, each plane in its own way.</summary>
    public static async Task WriteAsync(FitsWriter writer, Exposure exposure, ExposureCompression? compression, CancellationToken cancellationToken = default)
    {
        var metadata = MetadataCards.Of(exposure.Metadata);
        if (exposure.DetectorName is { } name)
            metadata.Set("DETNAME", name);
        if (exposure.Detector is { Serial: { Length: > 0 } serial })
            metadata.Set("DETSER", serial);
        if (exposure.DetectorId is { } id)
            metadata.Set(DetectorCard, id);
        if ((exposure.FilterLabel?.ToString() ?? exposure.Filter) is { Length: > 0 } filter)
            metadata.Set("FILTER", filter);
        if (exposure.HasVisitInfo)
            VisitInfoCards.Write(metadata, exposure.VisitInfo);
        var (archive, pointers) = ExposureArchive.Of(exposure);
        metadata.AddRange(pointers);
        await WriteAsync(writer, exposure.MaskedImage, metadata, exposure.Wcs, compression, cancellationToken).ConfigureAwait(false);
        if (!archive.IsEmpty)
            await archive.WriteAsync(writer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a masked image, each plane in its own way.</summary>
    public static Task WriteAsync(
        FitsWriter writer, MaskedImage image, FitsHeader? metadata, ExposureCompression? compression, CancellationToken cancellationToken = default) =>
        WriteAsync(writer, image, metadata is null ? null : MetadataCards.Of(metadata), wcs: null, compression, cancellationToken);

    /// <summary>Writes a single image of any pixel type: as the first HDU if it isn't compressed, else behind an empty one.</summary>
    public static async Task WriteAsync(
        FitsWriter writer, Image image, FitsHeader? metadata, ExposureCompression? compression, CancellationToken cancellationToken = default)
    {
        var how = image is Image<float> plane ? compression?.For(plane, null, compression.Image) : compression?.Image;
        var cards = metadata is null ? new FitsHeader() : MetadataCards.Of(metadata);
        if (how is null)
        {
            cards.AddRange(Cards("IMAGE", image.Box, wcs: null));
            await writer.WriteImageAsync(image, cards, null, cancellationToken).ConfigureAwait(false);
            return;
        }

        await writer.WriteEmptyAsync(cards, cancellationToken).ConfigureAwait(false);
        await writer.WriteImageAsync(image, Cards("IMAGE", image.Box, wcs: null), how, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a single mask behind an HDU of metadata.</summary>
    public static async Task WriteAsync(
        FitsWriter writer, Mask mask, FitsHeader? metadata, FitsCompression? compression, CancellationToken cancellationToken = default)
    {
        await writer.WriteEmptyAsync(metadata is null ? null : MetadataCards.Of(metadata), cancellationToken).ConfigureAwait(false);
        await WriteMaskAsync(writer, mask, wcs: null, compression, cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteAsync(
        FitsWriter writer, MaskedImage image, FitsHeader? metadata, FitsHeader? wcs, ExposureCompression? compression, CancellationToken cancellationToken)
    {
        await writer.WriteEmptyAsync(metadata, cancellationToken).ConfigureAwait(false);
        await writer.WriteImageAsync(image.Image, Cards("IMAGE", image.Box, wcs), compression?.For(image.Image, image.Mask, compression.Image), cancellationToken).ConfigureAwait(false);
        await WriteMaskAsync(writer, image.Mask, wcs, compression?.Mask, cancellationToken).ConfigureAwait(false);
        await writer.WriteImageAsync(image.Variance, Cards("VARIANCE", image.Box, wcs), compression?.For(image.Variance, image.Mask, compression.Variance), cancellationToken).ConfigureAwait(false);
    }

    private static Task WriteMaskAsync(FitsWriter writer, Mask mask, FitsHeader? wcs, FitsCompression? compression, CancellationToken cancellationToken) =>
        writer.WriteImageAsync(mask.Bits, [.. Cards("MASK", mask.Box, wcs), .. MaskPlaneCards.Write(mask.Planes)],
            compression, cancellationToken);

    private static IEnumerable<FitsCard> Cards(string role, Box2I box, FitsHeader? wcs) =>
    [
        .. wcs ?? [],
        FitsCard.Of("INHERIT", true, "cards of the primary HDU hold here too"),
        FitsCard.Of("EXTTYPE", role, "what these pixels are"),
        FitsCard.Of("EXTNAME", role),
        .. OriginCards.Write(box),
    ];
}
