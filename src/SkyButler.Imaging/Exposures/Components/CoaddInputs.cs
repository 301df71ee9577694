using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Exposures.Components;

/// <summary>The exposures that a coadd was made of.</summary>
/// <param name="Visits">A row for each visit: its number, filter, weight, outline.</param>
/// <param name="Detectors">A row for each image of a detector.</param>
public sealed record CoaddInputs(Table Visits, Table Detectors);
