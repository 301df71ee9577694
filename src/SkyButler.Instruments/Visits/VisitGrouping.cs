namespace SkyButler.Instruments.Visits;

/// <summary>How exposures are joined to visits.</summary>
public enum VisitGrouping
{
    /// <summary>Each exposure is a visit (visit system 0).</summary>
    OneToOne,

    /// <summary>The exposures of one group are a visit (visit system 1).</summary>
    ByGroupMetadata,

    /// <summary>Each exposure is a visit, and exposures with the same first and last counter of a day are one too (visit systems 0 and 2).</summary>
    OneToOneAndByCounter,
}
