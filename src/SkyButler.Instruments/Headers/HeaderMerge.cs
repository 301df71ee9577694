namespace SkyButler.Instruments.Headers;

/// <summary>What becomes of a card that several headers have.</summary>
public enum HeaderMerge
{
    /// <summary>The last header's value counts.</summary>
    Overwrite,

    /// <summary>The first header's value counts.</summary>
    First,

    /// <summary>The card is left out, unless all that have it agree.</summary>
    Drop,

    /// <summary>Values that differ become a list with one for each header, null where it has none.</summary>
    Append,
}
