using SkyButler.Imaging.Exposures.Components;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Exposures;

/// <summary>What cards can say of an exposure, in one header: its metadata, how it was taken, where it lies on the sky, its detector and filter.</summary>
public static class ExposureCards
{
    /// <summary>All cards of an exposure; those of its WCS hold for its own pixels, whose origin stands with them.</summary>
    public static FitsHeader Join(Exposure exposure)
    {
        var cards = new FitsHeader(exposure.Metadata.Where(card => card.IsCommentary || exposure.Wcs is null || !IsPlace(card.Keyword)));
        if (exposure.HasVisitInfo)
            VisitInfoCards.Write(cards, exposure.VisitInfo);
        if (exposure.DetectorName is { } name)
            cards.Set("DETNAME", name);
        if (exposure.DetectorId is { } id)
            cards.Set(ExposureWriter.DetectorCard, id);
        if ((exposure.FilterLabel?.ToString() ?? exposure.Filter) is { Length: > 0 } filter)
            cards.Set("FILTER", filter);
        if (exposure.Wcs is not { } wcs)
            return cards;
        cards.AddRange(wcs);
        cards.AddRange(OriginCards.Write(exposure.Box).Where(card => card.Keyword is "LTV1" or "LTV2"));
        return cards;
    }

    /// <summary>The exposure of pixels, all or a part, and such cards.</summary>
    public static Exposure Divide(MaskedImage pixels, FitsHeader? cards)
    {
        if (cards is null)
            return new(pixels);
        var (x0, y0) = OriginCards.Read(cards);
        var wcs = WcsCards.Find(cards);
        return new(pixels, wcs is null ? cards : new FitsHeader(cards.Where(card => card.IsCommentary || !IsPlace(card.Keyword))))
        {
            Wcs = wcs is null ? null : WcsCards.Shift(wcs, pixels.Box.MinX - x0, pixels.Box.MinY - y0),
            DetectorId = (int?)cards.FindInt64(ExposureWriter.DetectorCard),
            DetectorName = cards.FindString("DETNAME"),
            Filter = cards.FindString("FILTER"),
        };
    }

    private static bool IsPlace(string keyword) => WcsCards.IsWcs(keyword) || OriginCards.Contains(keyword);
}
