namespace SkyButler.Instruments.Visits;

/// <summary>What happens to visits that are there with other values.</summary>
public enum VisitMode
{
    /// <summary>They are a conflict, and nothing is written.</summary>
    Compare,

    /// <summary>They stay as they are.</summary>
    SkipConflicting,

    /// <summary>They get the new values and regions; which exposures belong to them stays.</summary>
    Update,

    /// <summary>They get the new values, regions and exposures: exposures come a few at a time, and others of their groups are looked for.</summary>
    Incremental,
}
