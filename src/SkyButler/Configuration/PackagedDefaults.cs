using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Configuration;

/// <summary>The default files that are part of SkyButler, under the names by which users' files include them.</summary>
public static class PackagedDefaults
{
    /// <summary>The folder of the default files.</summary>
    public static ResourcePath Folder { get; } = ResourcePath.ParseStored("resource://lsst.daf.butler/configs/");

    /// <summary>The stores that every installation has: those of all schemes, and the packaged files.</summary>
    public static ResourceStores Stores { get; } = WithPackage(ResourceStores.Standard);

    /// <summary>The same with so many files on their way at a time.</summary>
    public static ResourceStores StoresFor(int? transferThreads) => transferThreads is null ? Stores : WithPackage(ResourceStores.For(EnvironmentVariables.Process, transferThreads));

    private static ResourceStores WithPackage(ResourceStores stores) => stores.With("resource", new EmbeddedResourceStore(typeof(PackagedDefaults).Assembly));
}
