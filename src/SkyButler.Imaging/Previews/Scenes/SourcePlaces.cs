using System.Globalization;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Previews.Scenes;

/// <summary>Finds the places of a catalogue's sources in an image.</summary>
public static class SourcePlaces
{
    private const double Degrees = 180 / Math.PI;
    private static readonly (string Longitude, string Latitude)[] OnSky = [("ra", "dec"), ("coord_ra", "coord_dec"), ("ALPHA_J2000", "DELTA_J2000"), ("raj2000", "dej2000"), ("ra_icrs", "de_icrs")];
    private static readonly (string X, string Y, int First)[] InPixels = [("x", "y", 0), ("slot_Centroid_x", "slot_Centroid_y", 0), ("base_SdssCentroid_x", "base_SdssCentroid_y", 0), ("X_IMAGE", "Y_IMAGE", 1)];

    /// <summary>Places in pixels of the parent's frame: by columns of right ascension and declination where the image has a WCS, else by pixels.</summary>
    /// <param name="catalog">The sources; columns are found by the names that catalogues give them.</param>
    /// <param name="wcs">Where the image lies on the sky; null if it doesn't say.</param>
    /// <param name="box">The image.</param>
    /// <exception cref="ImagingException">The catalogue has no such columns, or they hold no numbers.</exception>
    public static IReadOnlyList<(double X, double Y)> Of(Table catalog, SkyWcs? wcs, Box2I box)
    {
        foreach (var (longitude, latitude) in OnSky)
        {
            if (wcs is not null && Numbers(catalog, longitude) is { } ra && Numbers(catalog, latitude) is { } dec)
            {
                var (x, y) = (new double[ra.Length], new double[ra.Length]);
                wcs.SkyToPixel(ra, dec, x, y);
                return [.. x.Zip(y)];
            }
        }

        foreach (var (column, row, first) in InPixels)
        {
            // SExtractor counts from 1 in the image itself.
            if (Numbers(catalog, column) is { } x && Numbers(catalog, row) is { } y)
                return [.. x.Zip(y, (a, b) => (a + (first * (box.MinX - 1)), b + (first * (box.MinY - 1))))];
        }

        throw new ImagingException($"The catalogue has no columns of places that are known here: {string.Join(", ", OnSky.Select(pair => $"{pair.Longitude} and {pair.Latitude}"))}"
            + $"{(wcs is null ? " (and the image doesn't say where it lies on the sky)" : "")}, or {string.Join(", ", InPixels.Select(pair => $"{pair.X} and {pair.Y}"))}; rename its columns");
    }

    private static double[]? Numbers(Table catalog, string name)
    {
        if (catalog.Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } found
            || found.Definition is not { IsRagged: false, Shape.Count: 0 })
            return null;
        double unit = found.Definition.Unit is "rad" or "radian" ? Degrees : 1;
        var numbers = new double[found.RowCount];
        for (int row = 0; row < numbers.Length; row++)
        {
            numbers[row] = unit * found.GetValue(row) switch
            {
                double value => value,
                null => double.NaN,
                Half value => (double)value,
                IConvertible value and not (string or bool or char or DateTime) => value.ToDouble(CultureInfo.InvariantCulture),
                var other => throw new ImagingException($"The catalogue's column '{found.Name}' should hold places as numbers, but holds {other.GetType().Name} ('{other}'); convert it, or rename it"),
            };
        }

        return numbers;
    }
}
