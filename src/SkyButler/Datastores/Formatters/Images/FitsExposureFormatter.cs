using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>Exposures: image, mask, variance and metadata in one FITS file.</summary>
public sealed class FitsExposureFormatter : FitsFormatterBase
{
    /// <inheritdoc />
    public override IReadOnlyCollection<string> Components { get; } = ["image", "mask", "variance", "metadata", "wcs", "detector", "bbox"];

    private protected override async Task<object> ReadAsync(ExposureReader reader, FormatterRequest request, CancellationToken cancellationToken)
    {
        var part = BoxParameter.Read(request, reader.Box);
        return request.Component switch
        {
            null => await reader.ReadAsync(part, cancellationToken).ConfigureAwait(false),
            "image" => await reader.ReadImageAsync(part, cancellationToken).ConfigureAwait(false),
            "mask" => await reader.ReadMaskAsync(part, cancellationToken).ConfigureAwait(false),
            "variance" => await reader.ReadVarianceAsync(part, cancellationToken).ConfigureAwait(false),
            "metadata" => reader.Metadata,
            "wcs" => reader.Wcs ?? throw Absent("WCS"),
            "detector" => await reader.ReadDetectorAsync(cancellationToken).ConfigureAwait(false) ?? throw Absent("detector"),
            _ => part ?? reader.Box,
        };
    }

    private protected override Task WriteAsync(
        FitsWriter writer, object value, FormatterTarget target, FitsCompression? compression, CancellationToken cancellationToken) => value switch
        {
            Exposure exposure => ExposureWriter.WriteAsync(writer, exposure, compression, cancellationToken),
            Image image => ExposureWriter.WriteAsync(writer, image, null, compression, cancellationToken),
            _ => throw Unfit(value, target, "an Exposure"),
        };

    private static DatastoreException Absent(string what) => new($"The exposure carries no {what}.");
}
