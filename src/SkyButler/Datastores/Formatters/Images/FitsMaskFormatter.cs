using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>Single masks with the names of their bits.</summary>
public sealed class FitsMaskFormatter : FitsFormatterBase
{
    private protected override async Task<object> ReadAsync(ExposureReader reader, FormatterRequest request, CancellationToken cancellationToken) =>
        await reader.ReadMaskAsync(PartParameters.Read(request, reader), cancellationToken).ConfigureAwait(false);

    private protected override Task WriteAsync(
        FitsWriter writer, object value, FormatterTarget target, ExposureCompression compression, CancellationToken cancellationToken) =>
        ExposureWriter.WriteAsync(writer, value as Mask ?? throw Unfit(value, target, "a Mask"), ProvenanceCards.Of(target), compression.Mask, cancellationToken);
}
