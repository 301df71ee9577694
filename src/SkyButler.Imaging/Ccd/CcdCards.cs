using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Ccd;

/// <summary>Divides the cards of data into unit, WCS and the rest.</summary>
internal static class CcdCards
{
    private const string UnitCard = "BUNIT";

    public static string? Unit(FitsHeader header) => header.FindString(UnitCard)?.Trim() is { Length: > 0 } unit ? unit : null;

    /// <summary>The cards of the data's HDU, and what a primary HDU in front of it adds.</summary>
    public static FitsHeader Join(FitsFile file, FitsHdu data)
    {
        var cards = MetadataCards.Of(data.ImageHeader);
        if (data.Index == 0)
            return cards;
        foreach (var card in MetadataCards.Of(file.Primary.Header))
        {
            if (card.IsCommentary || !cards.Contains(card.Keyword))
                cards.Add(card);
        }

        return cards;
    }

    /// <summary>The cards that say neither unit nor WCS.</summary>
    public static FitsHeader Metadata(FitsHeader joined)
    {
        bool hasWcs = WcsCards.Find(joined) is not null;
        return new(joined.Where(card => card.IsCommentary || (card.Keyword != UnitCard && !(hasWcs && WcsCards.IsWcs(card.Keyword)))));
    }

    /// <summary>All cards of the data, as they are written. Those with a place of their own hold, whatever the metadata say.</summary>
    public static FitsHeader Of(CcdData ccd)
    {
        var cards = new FitsHeader(MetadataCards.Of(ccd.Metadata).Where(card =>
            card.IsCommentary || (card.Keyword != UnitCard && !(ccd.Wcs is not null && WcsCards.IsWcs(card.Keyword)))));
        if (ccd.Unit is { } unit)
            cards.Add(FitsCard.Of(UnitCard, unit, "unit of the data"));
        if (ccd.Wcs is { } wcs)
            cards.AddRange(wcs);
        return cards;
    }
}
