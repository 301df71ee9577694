namespace SkyButler.Imaging.Tables.Files;

/// <summary>How a VOTable holds its rows (VOTable 1.4, section 5).</summary>
public enum VotableSerialization
{
    /// <summary>As elements that a person can read.</summary>
    TableData,

    /// <summary>As bytes in base64; missing whole numbers are numbers that stand for none.</summary>
    Binary,

    /// <summary>As bytes in base64, with a bit for each cell that says whether it has a value.</summary>
    Binary2,
}
