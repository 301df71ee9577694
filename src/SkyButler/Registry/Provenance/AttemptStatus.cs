namespace SkyButler.Registry.Provenance;

/// <summary>What became of an attempt at a quantum; the numbers are the original's, and are stored.</summary>
public enum AttemptStatus
{
    /// <summary>It left neither metadata nor a log: it was killed.</summary>
    Aborted = -4,

    /// <summary>Nobody knows.</summary>
    Unknown = -3,

    /// <summary>It left metadata, but no log: it was killed after it had done its work.</summary>
    AbortedSuccess = -2,

    /// <summary>It raised an error.</summary>
    Failed = -1,

    /// <summary>It was never tried, since something that it depends on failed.</summary>
    Blocked = 0,

    /// <summary>Its metadata is stored.</summary>
    Successful = 1,
}
