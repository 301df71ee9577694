using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Exposures.Components;
using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Images;

/// <summary>A masked image with what is known about how it was taken.</summary>
public sealed class Exposure
{
    private VisitInfo? _visitInfo;

    /// <summary>Joins pixels with their metadata, which are taken, not copied.</summary>
    public Exposure(MaskedImage maskedImage, FitsHeader? metadata = null)
    {
        MaskedImage = maskedImage;
        Metadata = metadata ?? new FitsHeader();
    }

    /// <summary>The objects that it came with in a file, those too that are not known here; null where there are none, or only a part was read.</summary>
    internal KeptComponents? Kept { get; set; }

    /// <summary>Names of components that came with it from a file and are of kinds that are not known here, as its header calls them; they are written with it.</summary>
    public IReadOnlyList<string> UnknownComponents => Kept is null ? [] : [.. Kept.Unchanged(this).Where(name => name is not ("FILTER" or "PHOTOCALIB" or "VALID_POLYGON" or "SUMMARY_STATS" or "DETECTOR" or "SKYWCS" or "WCS") && (name != "PSF" || Psf is null))];

    /// <summary>Whether how it was taken is said by more than its metadata.</summary>
    internal bool HasVisitInfo => _visitInfo is not null;

    /// <summary>Image, mask and variance.</summary>
    public MaskedImage MaskedImage { get; }

    /// <summary>The pixel values.</summary>
    public Image<float> Image => MaskedImage.Image;

    /// <summary>The pixel flags.</summary>
    public Mask Mask => MaskedImage.Mask;

    /// <summary>The pixel variances.</summary>
    public Image<float> Variance => MaskedImage.Variance;

    /// <summary>Where the pixels lie on the detector or sky patch.</summary>
    public Box2I Box => MaskedImage.Box;

    /// <summary>Cards about the whole exposure (exposure time, pointing, …), without those that describe the file's layout.</summary>
    public FitsHeader Metadata { get; }

    /// <summary>
    /// Cards of the celestial WCS, if there is one. Their pixel frame is the image's own: its first pixel is (1, 1).
    /// </summary>
    public FitsHeader? Wcs { get; init; }

    /// <summary>The detector that took the exposure, if its geometry is known.</summary>
    public DetectorGeometry? Detector { get; init; }

    /// <summary>The detector's number, if it is known.</summary>
    public int? DetectorId { get; init; }

    /// <summary>The detector's name, if it is known.</summary>
    public string? DetectorName { get; init; }

    /// <summary>The filter's name, if it is known.</summary>
    public string? Filter { get; init; }

    /// <summary>The filter with its band, if both or one of them are known from more than a card.</summary>
    public FilterLabel? FilterLabel { get; init; }

    /// <summary>What counts mean in light, if it is known.</summary>
    public PhotoCalib? PhotoCalib { get; init; }

    /// <summary>How it was taken: what was said when it was made, or else what its metadata say.</summary>
    public VisitInfo VisitInfo
    {
        get => _visitInfo ?? VisitInfoCards.Read(Metadata);
        init => _visitInfo = value;
    }

    /// <summary>The point-spread function, if it is known and of a kind that is.</summary>
    public GaussianPsf? Psf { get; init; }

    /// <summary>The outline, in the parent's pixels, within which it holds; null where all of it does.</summary>
    public IReadOnlyList<(double X, double Y)>? ValidPolygon { get; init; }

    /// <summary>Summary statistics as YAML text, if there are any.</summary>
    public string? SummaryStats { get; init; }

    /// <summary>Exposure time in seconds (card EXPTIME), if it is known.</summary>
    public double? ExposureTime => Metadata.FindDouble("EXPTIME");

    /// <summary>Time of collecting dark current in seconds (card DARKTIME), if it is known.</summary>
    public double? DarkTime => Metadata.FindDouble("DARKTIME");

    /// <summary>What is known of this exposure, with other pixels: a corrected image, or a part of this one (whose WCS must then be moved).</summary>
    public Exposure With(MaskedImage pixels) => With(pixels, PhotoCalib);

    /// <summary>The same exposure with another photometric calibration; pixels are shared.</summary>
    public Exposure With(PhotoCalib? calibration) => With(MaskedImage, calibration);

    private Exposure With(MaskedImage pixels, PhotoCalib? calibration) => new(pixels, Metadata.Clone())
    {
        Wcs = Wcs?.Clone(),
        Detector = Detector,
        DetectorId = DetectorId,
        DetectorName = DetectorName,
        Filter = Filter,
        FilterLabel = FilterLabel,
        PhotoCalib = calibration,
        _visitInfo = _visitInfo,
        Psf = Psf,
        ValidPolygon = ValidPolygon,
        SummaryStats = SummaryStats,
        Kept = Kept,
    };
}
