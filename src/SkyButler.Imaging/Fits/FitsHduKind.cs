namespace SkyButler.Imaging.Fits;

/// <summary>What an HDU holds.</summary>
public enum FitsHduKind
{
    /// <summary>A header without data.</summary>
    Empty,

    /// <summary>An array of pixels.</summary>
    Image,

    /// <summary>An image whose tiles are compressed into a table (FITS standard 4.0, section 10).</summary>
    CompressedImage,

    /// <summary>A binary table.</summary>
    BinaryTable,

    /// <summary>A table of text (XTENSION = TABLE), which is read as binary ones are.</summary>
    TextTable,

    /// <summary>Random groups, as radio interferometers once wrote: only the header can be read.</summary>
    RandomGroups,

    /// <summary>An extension of a kind that isn't known here: only its header can be read.</summary>
    Other,
}
