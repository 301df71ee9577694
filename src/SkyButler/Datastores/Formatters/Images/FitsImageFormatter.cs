using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>Single images of any pixel type.</summary>
public sealed class FitsImageFormatter : FitsFormatterBase
{
    /// <inheritdoc />
    public override IReadOnlyCollection<string> Components { get; } = ["bbox"];

    private protected override async Task<object> ReadAsync(ExposureReader reader, FormatterRequest request, CancellationToken cancellationToken)
    {
        var part = PartParameters.Read(request, reader);
        if (request.Component is not null)
            return part ?? reader.Box;
        return request.StorageClass.PythonType switch
        {
            "lsst.afw.image.ImageI" => await reader.ReadImageAsync<int>(part, cancellationToken).ConfigureAwait(false),
            "lsst.afw.image.ImageU" => await reader.ReadImageAsync<ushort>(part, cancellationToken).ConfigureAwait(false),
            "lsst.afw.image.ImageF" => await reader.ReadImageAsync(part, cancellationToken).ConfigureAwait(false),
            _ => await reader.ReadStoredImageAsync(part, cancellationToken).ConfigureAwait(false),
        };
    }

    private protected override Task WriteAsync(
        FitsWriter writer, object value, FormatterTarget target, ExposureCompression compression, CancellationToken cancellationToken) =>
        ExposureWriter.WriteAsync(writer, value as Image ?? throw Unfit(value, target, "an Image"), ProvenanceCards.Of(target), compression, cancellationToken);
}
