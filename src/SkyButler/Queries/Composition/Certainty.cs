namespace SkyButler.Queries.Composition;

/// <summary>How sure one wants to be that there are results.</summary>
public enum Certainty
{
    /// <summary>Rows are read until one is a result.</summary>
    Exact,

    /// <summary>One row is read; regions that touch the same sky pixel count as overlapping.</summary>
    Candidate,

    /// <summary>No row is read: only what collections are known to hold is looked at.</summary>
    PlanOnly,
}
