using System.Text.RegularExpressions;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Raws;

namespace SkyButler.Examples.Tasks;

/// <summary>Divides the primary header of a raw into celestial coordinates and everything else.</summary>
internal static partial class ExposureHeaders
{
    /// <summary>
    /// The coordinates (FITS paper II, with SIP's distortions) of the assembled image; null where there are none, and where amplifiers
    /// have coordinates of their own: then nothing says which frame the primary header means, and simulated LSST raws mean one with
    /// its axes exchanged.
    /// </summary>
    public static FitsHeader? Wcs(RawExposure raw) => HasWcs(raw.Header) && !raw.Amplifiers.Any(a => !ReferenceEquals(a.Header, raw.Header) && HasWcs(a.Header))
        ? new FitsHeader(raw.Header.Where(card => Keywords().IsMatch(card.Keyword)))
        : null;

    /// <summary>The other cards.</summary>
    public static FitsHeader Metadata(FitsHeader header) => new(header.Where(card => card.IsCommentary || !Keywords().IsMatch(card.Keyword)));

    private static bool HasWcs(FitsHeader header) => header.FindString("CTYPE1")?.Contains("--", StringComparison.Ordinal) == true;

    [GeneratedRegex(
        @"\A(WCSAXES|RADESYS|EQUINOX|LONPOLE|LATPOLE|(CTYPE|CUNIT|CRVAL|CRPIX|CDELT|CROTA)\d|(CD|PC|PV)\d_\d{1,2}|(A|B|AP|BP)_(ORDER|DMAX|\d_\d))\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Keywords();
}
