using System.Text.RegularExpressions;
using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Exposures;

/// <summary>The cards that make an image's celestial WCS, with the distortions that come with it.</summary>
internal static partial class WcsCards
{
    /// <summary>The WCS among a header's cards; null when there is none.</summary>
    public static FitsHeader? Find(FitsHeader header) =>
        header.FindString("CTYPE1") is { } type && !type.Equals("LINEAR", StringComparison.Ordinal) && header.Contains("CRVAL1")
            ? new FitsHeader(header.Where(card => !card.IsCommentary && IsWcs(card.Keyword)))
            : null;

    /// <summary>The same WCS for a part that begins so many pixels further: only the reference pixel moves.</summary>
    public static FitsHeader Shift(FitsHeader wcs, int dx, int dy)
    {
        var shifted = wcs.Clone();
        if (dx != 0)
            shifted.Set("CRPIX1", (wcs.FindDouble("CRPIX1") ?? 0) - dx);
        if (dy != 0)
            shifted.Set("CRPIX2", (wcs.FindDouble("CRPIX2") ?? 0) - dy);
        return shifted;
    }

    public static bool IsWcs(string keyword) => Keywords().IsMatch(keyword);

    [GeneratedRegex(
        "^(WCSAXES|WCSNAME|RADESYS|RADECSYS|EQUINOX|LONPOLE|LATPOLE|(CTYPE|CRPIX|CRVAL|CUNIT|CDELT|CROTA)[12]|(CD|PC)[12]_[12]|PV[12]_[0-9]+|WAT[012]_[0-9]{3}" +
        "|(A|B|AP|BP)_(ORDER|DMAX|[0-9]_[0-9]))$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Keywords();
}
