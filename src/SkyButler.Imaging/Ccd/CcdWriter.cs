using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Ccd;

/// <summary>Writes data as astropy's <c>CCDData.write</c> does; flags, for which it has no place, become an HDU that it passes over.</summary>
public static class CcdWriter
{
    /// <summary>Writes to an empty file.</summary>
    /// <exception cref="ImagingException">The data have no pixels, or the metadata cards that FITS can't hold.</exception>
    public static async Task WriteAsync(FitsWriter writer, CcdData ccd, CancellationToken cancellationToken = default)
    {
        await writer.WriteImageAsync(ccd.Data, CcdCards.Of(ccd), null, cancellationToken).ConfigureAwait(false);
        if (ccd.Mask is { } mask)
            await writer.WriteImageAsync(mask, [Name(CcdHdus.MaskName)], null, cancellationToken).ConfigureAwait(false);
        if (ccd.Uncertainty is { } uncertainty)
        {
            FitsCard[] cards = [FitsCard.Of(CcdHdus.KindCard, CcdHdus.NameOf(uncertainty.Kind), "what these numbers are"), Name(CcdHdus.UncertaintyName)];
            await writer.WriteImageAsync(uncertainty.Values, cards, null, cancellationToken).ConfigureAwait(false);
        }

        if (ccd.Flags is { } flags)
            await writer.WriteImageAsync(flags, [Name(CcdHdus.FlagsName)], null, cancellationToken).ConfigureAwait(false);
        if (ccd.Psf is { } psf)
            await writer.WriteImageAsync(psf, [Name(CcdHdus.PsfName)], null, cancellationToken).ConfigureAwait(false);
    }

    private static FitsCard Name(string name) => FitsCard.Of("EXTNAME", name, "extension name");
}
