namespace SkyButler.Registry.Log;

/// <summary>What the log of a repository tells of.</summary>
public enum LogAction
{
    /// <summary>The members of a chain were changed, or the chain was made.</summary>
    EditChain,

    /// <summary>Calibrations were given a validity range.</summary>
    Certify,

    /// <summary>Collections other than runs were removed.</summary>
    RemoveCollections,

    /// <summary>Runs were removed, with their datasets.</summary>
    RemoveRuns,

    /// <summary>Datasets were removed altogether.</summary>
    Purge,

    /// <summary>Datasets lost tags.</summary>
    Disassociate,

    /// <summary>The files of datasets were removed, and perhaps tags of theirs.</summary>
    Unstore,

    /// <summary>Something that a newer version of the program did, and this one does not know.</summary>
    Unknown,
}
