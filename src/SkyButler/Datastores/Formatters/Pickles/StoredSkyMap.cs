namespace SkyButler.Datastores.Formatters.Pickles;

/// <summary>What a sky map's file holds: the original's class and the configuration that makes it, as text.</summary>
/// <param name="ClassName">The dotted name of the class, such as <c>lsst.skymap.ringsSkyMap.RingsSkyMap</c>.</param>
/// <param name="ConfigClassName">The dotted name of its configuration's class.</param>
/// <param name="Config">The configuration as assignments to <c>config.</c>.</param>
/// <param name="Version">The version of the class's numbering; null where the class has none.</param>
public sealed record StoredSkyMap(string ClassName, string ConfigClassName, string Config, int? Version)
{
    /// <summary>Takes it out of a Python pickle, without executing anything.</summary>
    /// <exception cref="FormatException">The pickle holds something else, or anything besides.</exception>
    public static StoredSkyMap Parse(byte[] pickle) =>
        SkyMapPickle.Find(new PickleReader(pickle).Read()) ?? throw new FormatException("it holds no sky map of the original's");
}
