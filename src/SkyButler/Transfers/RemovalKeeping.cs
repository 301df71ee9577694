namespace SkyButler.Transfers;

/// <summary>Whether what is removed can be brought back.</summary>
public enum RemovalKeeping
{
    /// <summary>For a while, as far as the bin holds it.</summary>
    Kept,

    /// <summary>It is deleted at once; the log tells of it.</summary>
    ForGood,

    /// <summary>It is deleted at once, and not logged: for programs that replace what they made.</summary>
    Unlogged,
}
