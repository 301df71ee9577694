using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Sky;

namespace SkyButler.Instruments.SkyMaps.Tracts;

/// <summary>The world coordinates of tracts: no distortion, x to the west and y to the north where nothing is turned.</summary>
internal static class TractProjection
{
    private const double SecondsOfDegree = 3600;

    /// <summary>The coordinates of pixels that count from 0.</summary>
    /// <param name="settings">Projection, scale and rotation.</param>
    /// <param name="reference">Where the projection touches the sky.</param>
    /// <param name="x">Column of that place.</param>
    /// <param name="y">Row of that place.</param>
    public static SkyWcs Make(SkyMapSettings settings, SkyPosition reference, double x, double y)
    {
        var scale = settings.PixelScale / SecondsOfDegree;
        var (sin, cos) = Math.SinCos(Sphere.ToRadians(settings.Rotation));
        return new SkyWcs(new FitsHeader(
        [
            FitsCard.Of("CTYPE1", $"RA---{settings.Projection}"),
            FitsCard.Of("CTYPE2", $"DEC--{settings.Projection}"),
            FitsCard.Of("CUNIT1", "deg"),
            FitsCard.Of("CUNIT2", "deg"),
            FitsCard.Of("CRVAL1", reference.Longitude),
            FitsCard.Of("CRVAL2", reference.Latitude),
            FitsCard.Of("CRPIX1", x + 1),
            FitsCard.Of("CRPIX2", y + 1),
            FitsCard.Of("CD1_1", -scale * cos),
            FitsCard.Of("CD1_2", scale * sin),
            FitsCard.Of("CD2_1", scale * sin),
            FitsCard.Of("CD2_2", scale * cos),
            FitsCard.Of("RADESYS", "ICRS"),
            FitsCard.Of("EQUINOX", 2000.0),
        ]));
    }
}
