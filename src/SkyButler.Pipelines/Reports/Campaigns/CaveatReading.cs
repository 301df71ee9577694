namespace SkyButler.Pipelines.Reports.Campaigns;

/// <summary>Of which successful quanta metadata are read, to tell what is to be said of their success.</summary>
public enum CaveatReading
{
    /// <summary>Of those that left something out.</summary>
    Lazy,

    /// <summary>Of all.</summary>
    Exhaustive,

    /// <summary>Of none.</summary>
    None,
}
