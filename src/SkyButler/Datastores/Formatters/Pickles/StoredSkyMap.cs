namespace SkyButler.Datastores.Formatters.Pickles;

/// <summary>What a sky map's file holds: the original's class and the configuration that makes it, as text.</summary>
/// <param name="ClassName">The dotted name of the class, such as <c>lsst.skymap.ringsSkyMap.RingsSkyMap</c>.</param>
/// <param name="ConfigClassName">The dotted name of its configuration's class.</param>
/// <param name="Config">The configuration as assignments to <c>config.</c>.</param>
/// <param name="Version">The version of the class's numbering; null where the class has none.</param>
public sealed record StoredSkyMap(string ClassName, string ConfigClassName, string Config, int? Version);
