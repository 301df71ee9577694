namespace SkyButler.Instruments.Gen2.Policies;

/// <summary>The sections of a mapper's policy.</summary>
internal enum Gen2Section
{
    /// <summary>Images.</summary>
    Exposures,

    /// <summary>Calibrations, with validity ranges.</summary>
    Calibrations,

    /// <summary>All else.</summary>
    Datasets,
}
