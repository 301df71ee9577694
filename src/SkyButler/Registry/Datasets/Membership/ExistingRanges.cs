namespace SkyButler.Registry.Datasets.Membership;

/// <summary>What becomes of a certification where a dataset has exactly the validity range already.</summary>
internal enum ExistingRanges
{
    /// <summary>It is refused, as by any other range that overlaps.</summary>
    Refused,

    /// <summary>The range stays, as after work that was stopped and is done again.</summary>
    Kept,
}
