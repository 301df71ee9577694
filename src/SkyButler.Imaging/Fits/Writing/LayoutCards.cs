using SkyButler.Imaging.Fits.Headers;

namespace SkyButler.Imaging.Fits.Writing;

/// <summary>Which cards belong to a file's layout and so are never copied from one file to another.</summary>
internal static class LayoutCards
{
    public static bool Contains(string keyword) =>
        CompressedHeader.Structural().IsMatch(keyword) || keyword is "END" or "BZERO" or "BSCALE" or "BLANK" or "GROUPS";
}
