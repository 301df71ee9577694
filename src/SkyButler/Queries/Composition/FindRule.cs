namespace SkyButler.Queries.Composition;

/// <summary>Which of the datasets with one data ID count.</summary>
public enum FindRule
{
    /// <summary>That of the first collection that has one.</summary>
    First,

    /// <summary>All, each once.</summary>
    All,

    /// <summary>All, once for each collection and range of validity, as the original lists them.</summary>
    EachMembership,
}
