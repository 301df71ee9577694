namespace SkyButler.Instruments.Visits;

/// <summary>What became of visits that were to be defined.</summary>
public sealed record VisitReport
{
    /// <summary>Exposures that were looked at.</summary>
    public int Exposures { get; init; }

    /// <summary>Exposures that saw no sky, and were passed over.</summary>
    public int WithoutSky { get; init; }

    /// <summary>Exposures that belong to visits already, and were passed over.</summary>
    public int Filtered { get; init; }

    /// <summary>Visits that are new.</summary>
    public int New { get; init; }

    /// <summary>Visits that were there already with the same values.</summary>
    public int Unchanged { get; init; }

    /// <summary>Visits that got other values and regions.</summary>
    public int UpdatedWithRegions { get; init; }

    /// <summary>Visits that got other values or exposures, and kept their regions.</summary>
    public int UpdatedWithoutRegions { get; init; }

    /// <summary>Visits that could not be, and were passed over.</summary>
    public int Failed { get; init; }

    /// <summary>Visits that are there with other values, and stayed as they are.</summary>
    public int Skipped { get; init; }

    /// <summary>Visits whose missing regions of detectors were added.</summary>
    public int Completed { get; init; }
}
