using System.Text.RegularExpressions;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Writing;

namespace SkyButler.Imaging.Exposures;

/// <summary>Tells metadata from cards that hold only in the file where they stand.</summary>
internal static partial class MetadataCards
{
    // CFITSIO puts these two lines into every file.
    private static readonly string[] Boilerplate = ["FITS (Flexible Image Transport System)", "and Astrophysics', volume 376"];

    public static FitsHeader Of(FitsHeader primary) => new(primary.Where(card => card.IsCommentary
        ? !Boilerplate.Any(text => card.Comment?.TrimStart().StartsWith(text, StringComparison.Ordinal) == true)
        : IsMetadata(card.Keyword)));

    /// <summary>Those of a primary header, and what an image's header adds; its WCS and origin are kept elsewhere.</summary>
    public static FitsHeader Of(FitsHeader primary, FitsHeader image)
    {
        if (ReferenceEquals(primary, image))
            return new FitsHeader(Of(primary).Where(card => card.IsCommentary || !IsPlace(card.Keyword)));
        var metadata = Of(primary);
        foreach (var card in image.Where(card => !card.IsCommentary && IsMetadata(card.Keyword) && !IsPlace(card.Keyword)))
        {
            if (!metadata.Contains(card.Keyword))
                metadata.Add(card);
        }

        return metadata;
    }

    private static bool IsPlace(string keyword) => WcsCards.IsWcs(keyword) || OriginCards.Contains(keyword);

    // Pointers into an archive that isn't carried along would lead readers astray.
    private static bool IsMetadata(string keyword) => !LayoutCards.Contains(keyword)
        && keyword is not ("EXTNAME" or "EXTVER" or "EXTTYPE" or "INHERIT")
        && !ArchivePointers().IsMatch(keyword);

    [GeneratedRegex(
        "^(AR_HDU|ARCHIVE_ID_.*|(COADD_INPUTS|PSF|WCS|SKYWCS|DETECTOR|AP_CORR_MAP|VALID_POLYGON|TRANSMISSION_CURVE|PHOTOCALIB|FILTER|SUMMARY_STATS)_ID)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ArchivePointers();
}
