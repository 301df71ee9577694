namespace SkyButler.Imaging.Tables.Files;

/// <summary>How a table is kept in a file.</summary>
public enum TableFormat
{
    /// <summary>astropy's enhanced text tables.</summary>
    Ecsv,

    /// <summary>Values divided by commas, tabulators or blanks.</summary>
    Csv,

    /// <summary>A binary table of a FITS file.</summary>
    Fits,

    /// <summary>VOTable.</summary>
    Votable,
}
