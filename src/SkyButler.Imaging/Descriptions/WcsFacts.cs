using System.Globalization;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;

namespace SkyButler.Imaging.Descriptions;

/// <summary>Where an image lies on the sky.</summary>
internal static class WcsFacts
{
    /// <summary>Projection, centre, scale and corners of an image; nothing where its header has no celestial coordinates.</summary>
    public static IEnumerable<Fact> Of(FitsHeader header, int width, int height)
    {
        try
        {
            using var wcs = SkyWcs.Find(header);
            return wcs is null ? [] : [.. Of(wcs, Box2I.FromSize(0, 0, width, height))];
        }
        catch (ImagingException e)
        {
            return [new("WCS", $"can't be read: {e.Message}")];
        }
    }

    /// <summary>Projection, and where a box lies.</summary>
    public static IEnumerable<Fact> Of(SkyWcs wcs, Box2I box)
    {
        double x = box.MinX + ((box.Width - 1) / 2.0), y = box.MinY + ((box.Height - 1) / 2.0);
        yield return new("WCS", $"{wcs.Projection}, {wcs.Frame}");
        yield return new("WCS centre", Text(wcs.PixelToSky(x, y)));
        yield return new("WCS scale", string.Create(CultureInfo.InvariantCulture, $"{wcs.PixelScale(x, y):0.######} arcsec/pixel"));
        yield return new("WCS corners", string.Join("; ", wcs.Footprint(box).Select(Text)));
    }

    private static string Text(SkyPosition position) => position.IsValid
        ? string.Create(CultureInfo.InvariantCulture, $"{position.Longitude:0.000000} {position.Latitude:+0.000000;-0.000000} deg")
        : "none";
}
