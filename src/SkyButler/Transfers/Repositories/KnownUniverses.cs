using SkyButler.Dimensions;

namespace SkyButler.Transfers.Repositories;

/// <summary>Versions of dimension universes that can be told apart here.</summary>
internal static class KnownUniverses
{
    /// <summary>Why what has dimensions of a version can't come into a repository; null where it can.</summary>
    /// <param name="universe">The repository's own universe, of the same name space.</param>
    /// <param name="version">The version of what comes.</param>
    public static string? WhyNot(DimensionUniverse universe, long version)
    {
        // What later versions will mean by the same names, nobody knows.
        var newest = universe.Namespace == DimensionUniverse.Default.Namespace ? Math.Max(universe.Version, DimensionUniverse.Default.Version) : universe.Version;
        return version <= newest ? null : $"it is of version {version} of the dimension universe '{universe.Namespace}', of which the newest that is known here is {newest}";
    }
}
