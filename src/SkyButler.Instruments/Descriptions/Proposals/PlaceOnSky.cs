using System.Globalization;
using SkyButler.Imaging.Sky;
using SkyButler.Instruments.Headers;

namespace SkyButler.Instruments.Descriptions.Proposals;

/// <summary>Where a detector lies about the boresight, as the WCS of a header says: a plane that touches the sky there (Calabretta and Greisen 2002, section 5.1.3).</summary>
/// <param name="PixelScale">Arcseconds per pixel.</param>
/// <param name="Width">Pixels along x.</param>
/// <param name="Height">Pixels along y.</param>
/// <param name="X">Arcseconds of the middle from the boresight, to the west, or to the east where x is flipped.</param>
/// <param name="Y">Arcseconds of the middle from the boresight, to the north.</param>
/// <param name="Rotation">Degrees by which the pixels are turned from x to y.</param>
/// <param name="FlipsX">Whether x grows to the east where y grows to the north.</param>
internal sealed record PlaceOnSky(double PixelScale, long Width, long Height, double X, double Y, double Rotation, bool FlipsX)
{
    private const double Degree = Math.PI / 180;
    private const double Arcseconds = 3600;

    /// <summary>The place; null where the header has no such WCS.</summary>
    public static PlaceOnSky? Of(Header header, SkyPosition? boresight)
    {
        double? Number(string keyword) => header[keyword] switch { long whole => whole, double real => real, _ => null };
        if (Number("CRVAL1") is not { } ra || Number("CRVAL2") is not { } dec || Number("CRPIX1") is not { } referenceX || Number("CRPIX2") is not { } referenceY
            || (Number("ZNAXIS1") ?? Number("NAXIS1")) is not { } width || (Number("ZNAXIS2") ?? Number("NAXIS2")) is not { } height)
            return null;
        var (scaleX, scaleY) = (Number("CDELT1") ?? 1, Number("CDELT2") ?? 1);
        var isMatrix = Number("CD1_1") is not null || Number("CD1_2") is not null;
        double Element(string place, double factor, double otherwise) => isMatrix ? Number("CD" + place) ?? 0 : factor * (Number("PC" + place) ?? otherwise);
        var (xx, xy, yx, yy) = (Element("1_1", scaleX, 1), Element("1_2", scaleX, 0), Element("2_1", scaleY, 0), Element("2_2", scaleY, 1));
        var determinant = (xx * yy) - (xy * yx);
        if (determinant == 0 || !double.IsFinite(determinant))
            return null;
        var (dx, dy) = (((width + 1) / 2) - referenceX, ((height + 1) / 2) - referenceY);
        var (east, north) = ((xx * dx) + (xy * dy), (yx * dx) + (yy * dy));
        if (boresight is { } centre)
        {
            var (offsetEast, offsetNorth) = Project(ra, dec, centre);
            (east, north) = (east + offsetEast, north + offsetNorth);
        }

        var flips = determinant > 0;
        var side = flips ? 1 : -1;
        return new(
            Math.Sqrt(Math.Abs(determinant)) * Arcseconds, (long)width, (long)height, side * east * Arcseconds, north * Arcseconds,
            Math.Atan2(yx, side * xx) / Degree, flips);
    }

    /// <summary>What of it stands in a detector's entry.</summary>
    /// <param name="pixelSize">Millimetres.</param>
    public string ToYaml(double pixelSize)
    {
        var scale = PixelScale / pixelSize;
        var rotation = Math.Round(Rotation, 3);
        return string.Create(
            CultureInfo.InvariantCulture,
            $", position: [{Math.Round(X / scale, 3) + 0.0}, {Math.Round(Y / scale, 3) + 0.0}]{(rotation is 0 ? "" : $", rotation: {rotation}")}");
    }

    // Degrees to the east and north on the plane that touches the sky at the boresight.
    private static (double East, double North) Project(double ra, double dec, SkyPosition centre)
    {
        var (difference, latitude, other) = ((ra - centre.Longitude) * Degree, dec * Degree, centre.Latitude * Degree);
        var along = (Math.Sin(other) * Math.Sin(latitude)) + (Math.Cos(other) * Math.Cos(latitude) * Math.Cos(difference));
        var east = Math.Cos(latitude) * Math.Sin(difference) / along;
        var north = ((Math.Cos(other) * Math.Sin(latitude)) - (Math.Sin(other) * Math.Cos(latitude) * Math.Cos(difference))) / along;
        return (east / Degree, north / Degree);
    }
}
