namespace SkyButler.Tests.Queries.Oracle.Worlds;

/// <summary>Kinds of collections, numbered as repositories number them.</summary>
internal enum WorldCollectionKind
{
    Run = 1,
    Tagged = 2,
    Chained = 3,
    Calibration = 4,
}
