namespace SkyButler.Queries.Plans;

/// <summary>Which rows of a join make the answer.</summary>
internal enum RowRule
{
    /// <summary>All: the join can't repeat any.</summary>
    All,

    /// <summary>Each once.</summary>
    Distinct,

    /// <summary>For each data ID those of the first collection that has any.</summary>
    FirstFound,
}
