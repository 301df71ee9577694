namespace SkyButler.Queries;

/// <summary>How often a dataset is listed that a search without find-first comes upon several times.</summary>
public enum DatasetRepetition
{
    /// <summary>Once.</summary>
    Once,

    /// <summary>For each collection that has it, and in calibration collections for each range of validity, as the original does.</summary>
    ForEachMembership,
}
