using System.Globalization;
using SkyButler.Imaging.Archives;
using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Exposures.Components;

/// <summary>An archive that an exposure came with, and what was read of it: what has been replaced since is written anew.</summary>
internal sealed record KeptComponents(KeptArchive Archive)
{
    private FilterLabel? Filter { get; init; }

    private PhotoCalib? PhotoCalib { get; init; }

    private GaussianPsf? Psf { get; init; }

    private IReadOnlyList<(double X, double Y)>? ValidPolygon { get; init; }

    private string? SummaryStats { get; init; }

    private DetectorGeometry? Detector { get; init; }

    private string Wcs { get; init; } = "";

    /// <summary>The archive of a file and what an exposure that was read from it holds.</summary>
    public static KeptComponents Of(KeptArchive archive, Exposure exposure) => new(archive)
    {
        Filter = exposure.FilterLabel,
        PhotoCalib = exposure.PhotoCalib,
        Psf = exposure.Psf,
        ValidPolygon = exposure.ValidPolygon,
        SummaryStats = exposure.SummaryStats,
        Detector = exposure.Detector,
        Wcs = Describe(exposure.Wcs, exposure.Box),
    };

    /// <summary>The kinds of components whose object is the one in the archive, by their names in headers.</summary>
    public IReadOnlyList<string> Unchanged(Exposure exposure) => [.. Archive.Pointers.Keys.Where(name => name switch
    {
        "FILTER" => Equals(Filter, exposure.FilterLabel),
        "PHOTOCALIB" => Equals(PhotoCalib, exposure.PhotoCalib),
        "PSF" => Equals(Psf, exposure.Psf),
        "VALID_POLYGON" => Equals(ValidPolygon, exposure.ValidPolygon),
        "SUMMARY_STATS" => SummaryStats == exposure.SummaryStats,
        "DETECTOR" => Equals(Detector, exposure.Detector),
        "SKYWCS" or "WCS" => Wcs == Describe(exposure.Wcs, exposure.Box),
        _ => true,
    })];

    // The reference pixel moves with the origin of the image.
    private static string Describe(FitsHeader? wcs, Box2I box) => wcs is null ? "" : string.Join(';', wcs.OrderBy(card => card.Keyword, StringComparer.Ordinal).Select(card => card.Keyword switch
    {
        "CRPIX1" => string.Create(CultureInfo.InvariantCulture, $"CRPIX1={wcs.FindDouble("CRPIX1") + box.MinX}"),
        "CRPIX2" => string.Create(CultureInfo.InvariantCulture, $"CRPIX2={wcs.FindDouble("CRPIX2") + box.MinY}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{card.Keyword}={card.Value}"),
    }));
}
