using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Exposures;

/// <summary>Where an image lies in its parent's frame: LTVn, and the linear alternate WCS "A" that says the same.</summary>
internal static class OriginCards
{
    public static (int X0, int Y0) Read(FitsHeader header) => (Read(header, 1), Read(header, 2));

    public static IEnumerable<FitsCard> Write(Box2I box)
    {
        for (int axis = 1; axis <= 2; axis++)
        {
            int origin = axis == 1 ? box.MinX : box.MinY;
            yield return FitsCard.Of($"LTV{axis}", (double)-origin, "first pixel in the parent image, negated");
            yield return FitsCard.Of($"CTYPE{axis}A", "LINEAR", "pixels of the parent image");
            yield return FitsCard.Of($"CRPIX{axis}A", 1.0, "first pixel of this image");
            yield return FitsCard.Of($"CRVAL{axis}A", (double)origin, "that pixel in the parent image");
            yield return FitsCard.Of($"CUNIT{axis}A", "PIXEL", "unit");
        }
    }

    public static bool Contains(string keyword) => keyword is "LTV1" or "LTV2" or "CTYPE1A" or "CTYPE2A" or "CRPIX1A" or "CRPIX2A"
        or "CRVAL1A" or "CRVAL2A" or "CUNIT1A" or "CUNIT2A";

    private static int Read(FitsHeader header, int axis)
    {
        double origin = header.FindDouble($"LTV{axis}") is { } shift ? -shift
            : header.FindDouble($"CRVAL{axis}A") is { } value && header.FindString($"CTYPE{axis}A") == "LINEAR"
                ? value + 1 - (header.FindDouble($"CRPIX{axis}A") ?? 1)
                : 0;
        return double.IsFinite(origin) && Math.Abs(origin) < 1 << 30 ? (int)Math.Round(origin) : 0;
    }
}
