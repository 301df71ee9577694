namespace SkyButler.Queries.Composition;

/// <summary>How rows are counted where regions on the sky must be compared.</summary>
public enum Counting
{
    /// <summary>Regions are compared, for which rows are read that nobody else sees.</summary>
    Exact,

    /// <summary>Regions count as overlapping where they touch the same sky pixel: an upper limit that only the database works for.</summary>
    Candidates,
}
