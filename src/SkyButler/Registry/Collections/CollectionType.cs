namespace SkyButler.Registry.Collections;

/// <summary>What kind of collection it is; the numbers are the database's.</summary>
public enum CollectionType
{
    /// <summary>Holds datasets from their making to their removal.</summary>
    Run = 1,

    /// <summary>Refers to datasets of runs, at most one for each type and data ID.</summary>
    Tagged = 2,

    /// <summary>Names other collections, in the order in which they are searched.</summary>
    Chained = 3,

    /// <summary>Refers to datasets of runs with validity ranges.</summary>
    Calibration = 4,
}
