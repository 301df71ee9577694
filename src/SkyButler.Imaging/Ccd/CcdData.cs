using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;

namespace SkyButler.Imaging.Ccd;

/// <summary>
/// Pixels of any type with what astropy's <c>CCDData</c> has beside them. All planes have the size of the data; they are taken, not copied.
/// </summary>
public sealed class CcdData
{
    /// <summary>Joins data with planes that lie over them.</summary>
    /// <exception cref="ImagingException">A plane has another size than the data.</exception>
    public CcdData(Image data, Image<byte>? mask = null, CcdUncertainty? uncertainty = null, Image? flags = null)
    {
        (Data, Mask, Uncertainty, Flags) = (data, mask, uncertainty, flags);
        RequireSize(mask, "mask");
        RequireSize(uncertainty?.Values, "uncertainty");
        RequireSize(flags, "flags");
    }

    /// <summary>The pixels.</summary>
    public Image Data { get; }

    /// <summary>Which pixels are not to be used: those where it isn't 0. Null where nothing is said of it.</summary>
    public Image<byte>? Mask { get; }

    /// <summary>How uncertain the pixels are; null where nothing is said of it.</summary>
    public CcdUncertainty? Uncertainty { get; }

    /// <summary>Further marks, whose meaning is the user's; null where there are none. Astropy passes them over.</summary>
    public Image? Flags { get; }

    /// <summary>The point-spread function as an image of a size of its own; null where there is none.</summary>
    public Image? Psf { get; init; }

    /// <summary>The unit of the data (card BUNIT); null where it isn't known. Astropy reads no data without one unless it is told.</summary>
    public string? Unit { get; init; }

    /// <summary>The cards of the celestial WCS; null where there is none.</summary>
    public FitsHeader? Wcs { get; init; }

    /// <summary>The other cards about the data.</summary>
    public FitsHeader Metadata { get; init; } = new();

    /// <summary>Where the pixels lie on the sky; null where there is no celestial WCS.</summary>
    /// <exception cref="ImagingException">Its cards say something impossible.</exception>
    public SkyWcs? OpenSkyWcs() => Wcs is { } wcs ? SkyWcs.Find(wcs) : null;

    /// <summary>The same data with other metadata.</summary>
    public CcdData WithMetadata(FitsHeader metadata) => new(Data, Mask, Uncertainty, Flags) { Psf = Psf, Unit = Unit, Wcs = Wcs, Metadata = metadata };

    private void RequireSize(Image? plane, string what)
    {
        if (plane is not null && (plane.Width != Data.Width || plane.Height != Data.Height))
            throw new ImagingException($"The {what} has {plane.Width} x {plane.Height} pixels and the data {Data.Width} x {Data.Height}: they must be the same");
    }
}
