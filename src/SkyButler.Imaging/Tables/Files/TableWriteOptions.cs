namespace SkyButler.Imaging.Tables.Files;

/// <summary>How a table is written.</summary>
public sealed record TableWriteOptions
{
    /// <summary>As every reader of the format can read it.</summary>
    public static TableWriteOptions Default { get; } = new();

    /// <summary>How a VOTable holds its rows.</summary>
    public VotableSerialization Votable { get; init; }
}
