using SkyButler.Resources.Stores;

namespace SkyButler.Resources.Tests.Stores;

public sealed class MemoryResourceStoreTests : ResourceStoreContract
{
    protected override ResourceStores Stores { get; } = ResourceStores.Local.With("mem", new MemoryResourceStore());

    protected override ResourcePath Root { get; } = ResourcePath.ParseStored("mem://store/some/where/");
}
