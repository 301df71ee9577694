using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>Masked images: image, mask and variance in one FITS file.</summary>
public sealed class FitsMaskedImageFormatter : FitsFormatterBase
{
    /// <inheritdoc />
    public override IReadOnlyCollection<string> Components { get; } = ["image", "mask", "variance", "bbox"];

    private protected override async Task<object> ReadAsync(ExposureReader reader, FormatterRequest request, CancellationToken cancellationToken)
    {
        var part = PartParameters.Read(request, reader);
        return request.Component switch
        {
            null => await reader.ReadMaskedImageAsync(part, cancellationToken).ConfigureAwait(false),
            "image" => await reader.ReadImageAsync(part, cancellationToken).ConfigureAwait(false),
            "mask" => await reader.ReadMaskAsync(part, cancellationToken).ConfigureAwait(false),
            "variance" => await reader.ReadVarianceAsync(part, cancellationToken).ConfigureAwait(false),
            _ => part ?? reader.Box,
        };
    }

    private protected override Task WriteAsync(
        FitsWriter writer, object value, FormatterTarget target, ExposureCompression compression, CancellationToken cancellationToken) => value switch
        {
            MaskedImage image => ExposureWriter.WriteAsync(writer, image, ProvenanceCards.Of(target), compression, cancellationToken),
            Exposure exposure => ExposureWriter.WriteAsync(writer, exposure.MaskedImage, ProvenanceCards.Replace(exposure.Metadata, target), compression, cancellationToken),
            _ => throw Unfit(value, target, "a MaskedImage"),
        };
}
