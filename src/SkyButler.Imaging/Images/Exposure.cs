using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Images;

/// <summary>A masked image with what is known about how it was taken.</summary>
public sealed class Exposure
{
    /// <summary>Joins pixels with their metadata, which are taken, not copied.</summary>
    public Exposure(MaskedImage maskedImage, FitsHeader? metadata = null)
    {
        MaskedImage = maskedImage;
        Metadata = metadata ?? new FitsHeader();
    }

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

    /// <summary>Exposure time in seconds (card EXPTIME), if it is known.</summary>
    public double? ExposureTime => Metadata.FindDouble("EXPTIME");

    /// <summary>Time of collecting dark current in seconds (card DARKTIME), if it is known.</summary>
    public double? DarkTime => Metadata.FindDouble("DARKTIME");
}
