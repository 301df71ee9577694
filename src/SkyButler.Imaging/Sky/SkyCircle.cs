using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Sky;

/// <summary>A circle on the sky.</summary>
/// <param name="Centre">Its centre: right ascension and declination.</param>
/// <param name="Radius">Its radius in degrees: 0 to 90.</param>
public readonly record struct SkyCircle(SkyPosition Centre, double Radius)
{
    // Between two of so many points a circle leaves their chord by 4e-5 of its radius.
    private const int Points = 360;
    private const double Degree = Math.PI / 180;

    /// <summary>The smallest box around the pixels that the circle touches, as far as they are in an image.</summary>
    /// <param name="wcs">Where the image lies on the sky; null if it doesn't say.</param>
    /// <param name="image">The pixels that there are.</param>
    /// <exception cref="ImagingException">The circle is none, or lies outside of the image, or the image's coordinates are of another kind or missing.</exception>
    public Box2I BoxIn(SkyWcs? wcs, Box2I image)
    {
        if (wcs is null)
            throw new ImagingException("The image does not say where it lies on the sky, so that no part of it can be found there; choose pixels (bbox), or take all of it");
        // The axes of these two differ by less than a tenth of a second of arc.
        if (wcs.Frame is not ("ICRS" or "FK5"))
            throw new ImagingException($"The image's coordinates are {OneLine.Of(wcs.Frame)}, in which right ascension and declination mean nothing; choose pixels (bbox), or take all of it");
        if (!(Radius is >= 0 and <= 90) || !(Math.Abs(Centre.Latitude) <= 90) || !double.IsFinite(Centre.Longitude))
            throw new ImagingException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A circle of radius {Radius} around ({Centre.Longitude}, {Centre.Latitude}) is none: a radius has 0 to 90 degrees, a latitude -90 to 90"));
        var (longitude, latitude) = Rim();
        var (x, y) = (new double[Points + 1], new double[Points + 1]);
        wcs.SkyToPixel(longitude, latitude, x, y);
        var box = Box2I.Empty;
        if (double.IsFinite(x[Points]) && double.IsFinite(y[Points]))
            box = BoxOf(x, y, image).Intersect(image);
        return !box.IsEmpty ? box : throw new ImagingException(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"No pixel lies within {Radius} degrees of ({Centre.Longitude}, {Centre.Latitude}): the image's centre is at {Text(wcs.PixelToSky(image.MinX + (image.Width / 2.0), image.MinY + (image.Height / 2.0)))}"));
    }

    // Points that the projection doesn't have lie beyond the image; what is beyond it anyway needs no exact edge.
    private static Box2I BoxOf(double[] x, double[] y, Box2I image)
    {
        return new(Pixel(x, image.MinX, Math.Min), Pixel(y, image.MinY, Math.Min), Pixel(x, image.MaxX, Math.Max), Pixel(y, image.MaxY, Math.Max));

        static int Pixel(double[] places, int edge, Func<double, double, double> choose)
        {
            var all = places.All(double.IsFinite);
            var extreme = all ? places.Aggregate(choose) : edge;
            return (int)Math.Clamp(Math.Floor(extreme + 0.5), int.MinValue / 2, int.MaxValue / 2);
        }
    }

    // The points of the rim and, last, the centre.
    private (double[] Longitude, double[] Latitude) Rim()
    {
        var (longitude, latitude) = (new double[Points + 1], new double[Points + 1]);
        var (sinRadius, cosRadius) = Math.SinCos(Radius * Degree);
        var (sinCentre, cosCentre) = Math.SinCos(Centre.Latitude * Degree);
        for (int i = 0; i < Points; i++)
        {
            var (sin, cos) = Math.SinCos(i * (360.0 / Points) * Degree);
            double height = (sinCentre * cosRadius) + (cosCentre * sinRadius * cos);
            latitude[i] = Math.Asin(Math.Clamp(height, -1, 1)) / Degree;
            longitude[i] = Centre.Longitude + (Math.Atan2(sin * sinRadius * cosCentre, cosRadius - (sinCentre * height)) / Degree);
        }

        (longitude[Points], latitude[Points]) = (Centre.Longitude, Centre.Latitude);
        return (longitude, latitude);
    }

    private static string Text(SkyPosition position) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"({position.Longitude:F5}, {position.Latitude:F5})");
}
