using System.Text.RegularExpressions;
using SkyButler.Imaging.Fits;

namespace SkyButler.Examples.Tasks;

/// <summary>Takes the celestial coordinate system out of a header.</summary>
internal static partial class ExposureHeaders
{
    /// <summary>The cards of the WCS (FITS paper II); null where there is none.</summary>
    public static FitsHeader? Wcs(FitsHeader header) => header.FindString("CTYPE1")?.Contains("--", StringComparison.Ordinal) == true
        ? new FitsHeader(header.Where(card => Keywords().IsMatch(card.Keyword)))
        : null;

    [GeneratedRegex(@"\A(WCSAXES|RADESYS|EQUINOX|LONPOLE|LATPOLE|(CTYPE|CUNIT|CRVAL|CRPIX|CDELT|CROTA)\d|(CD|PC|PV)\d_\d{1,2})\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Keywords();
}
