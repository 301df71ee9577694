using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Configuration;

/// <summary>The default files that are part of SkyButler, under the names by which users' files include them.</summary>
public static class PackagedDefaults
{
    /// <summary>The folder of the default files.</summary>
    public static ResourcePath Folder { get; } = ResourcePath.ParseStored("resource://lsst.daf.butler/configs/");

    /// <summary>The stores that every installation has: those of all schemes, and the packaged files.</summary>
    public static ResourceStores Stores { get; } =
        ResourceStores.Standard.With("resource", new EmbeddedResourceStore(typeof(PackagedDefaults).Assembly));
}
