using SkyButler.Imaging.Tables;

namespace SkyButler.Instruments.Calibrations;

/// <summary>A file of a data package.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Detector">Number of its detector; null where the type has none.</param>
/// <param name="Filter">Its filter; null where the type has none.</param>
/// <param name="Begin">From when it is valid, by its name, UTC.</param>
/// <param name="Made">When it was made, by its <c>CALIBDATE</c>, UTC.</param>
/// <param name="Table">Its content, where it is a table.</param>
internal sealed record CuratedFile(string Path, long? Detector, string? Filter, DateTime Begin, DateTime Made, Table? Table);
