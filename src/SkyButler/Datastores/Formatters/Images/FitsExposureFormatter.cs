using SkyButler.Datastores.Types;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>Exposures: image, mask, variance and what is known of them in one FITS file; every component is read without the rest.</summary>
public sealed class FitsExposureFormatter : FitsFormatterBase
{
    /// <inheritdoc />
    public override IReadOnlyCollection<string> Components { get; } =
    [
        "image", "mask", "variance", "metadata", "wcs", "detector", "filter", "visitInfo", "photoCalib", "psf", "validPolygon", "summaryStats", "id",
        "apCorrMap", "coaddInputs", "transmissionCurve", "bbox", "dimensions", "xy0",
    ];

    private protected override async Task<object> ReadAsync(ExposureReader reader, FormatterRequest request, CancellationToken cancellationToken)
    {
        var part = PartParameters.Read(request, reader);
        var box = part ?? reader.Box;
        return request.Component switch
        {
            null => await reader.ReadAsync(part, cancellationToken).ConfigureAwait(false),
            "image" => await reader.ReadImageAsync(part, cancellationToken).ConfigureAwait(false),
            "mask" => await reader.ReadMaskAsync(part, cancellationToken).ConfigureAwait(false),
            "variance" => await reader.ReadVarianceAsync(part, cancellationToken).ConfigureAwait(false),
            "metadata" => reader.Metadata,
            "wcs" => reader.OpenSkyWcs() ?? throw Absent("WCS"),
            "detector" => await reader.ReadDetectorAsync(cancellationToken).ConfigureAwait(false) ?? throw Absent("detector"),
            "filter" => await reader.ReadFilterAsync(cancellationToken).ConfigureAwait(false) ?? throw Absent("filter"),
            "visitInfo" => reader.VisitInfo,
            "photoCalib" => await reader.ReadPhotoCalibAsync(cancellationToken).ConfigureAwait(false) ?? throw Absent("photometric calibration"),
            "psf" => await reader.ReadPsfAsync(cancellationToken).ConfigureAwait(false) ?? throw Absent("point-spread function"),
            "validPolygon" => await reader.ReadValidPolygonAsync(cancellationToken).ConfigureAwait(false) ?? throw Absent("polygon of valid pixels"),
            "summaryStats" => await SummaryStatsAsync(reader, cancellationToken).ConfigureAwait(false),
            "id" => reader.Id ?? throw Absent("id"),
            "apCorrMap" => await reader.ReadApertureCorrectionsAsync(cancellationToken).ConfigureAwait(false) ?? throw Absent("aperture corrections"),
            "coaddInputs" => await reader.ReadCoaddInputsAsync(cancellationToken).ConfigureAwait(false) ?? throw Absent("inputs of a coadd"),
            "transmissionCurve" => throw (await reader.FindKindAsync("TRANSMISSION_CURVE", cancellationToken).ConfigureAwait(false) is { } kind
                ? new DatastoreException($"The exposure's transmission curve is a {kind}, which is not known here; it is kept when the exposure is copied or stored again.")
                : Absent("transmission curve")),
            "dimensions" => new Extent2I(box.Width, box.Height),
            "xy0" => new Point2I(box.MinX, box.MinY),
            _ => box,
        };
    }

    private protected override Task WriteAsync(
        FitsWriter writer, object value, FormatterTarget target, ExposureCompression compression, CancellationToken cancellationToken) => value switch
        {
            Exposure exposure => ExposureWriter.WriteAsync(writer, ProvenanceCards.Replace(exposure, target), compression, cancellationToken),
            Image image => ExposureWriter.WriteAsync(writer, image, ProvenanceCards.Of(target), compression, cancellationToken),
            _ => throw Unfit(value, target, "an Exposure"),
        };

    private static async Task<object> SummaryStatsAsync(ExposureReader reader, CancellationToken cancellationToken)
    {
        var text = await reader.ReadSummaryStatsAsync(cancellationToken).ConfigureAwait(false) ?? throw Absent("summary statistics");
        return SummaryStatistics.Read(text) ?? throw Absent("summary statistics");
    }

    private static DatastoreException Absent(string what) => new($"The exposure carries no {what}.");
}
