using SkyButler.Resources.Stores;

namespace SkyButler.Resources.Tests.Stores;

public sealed class ResourceStoresTests
{
    [Fact]
    public void A_scheme_that_nobody_serves_is_named()
    {
        var error = Should.Throw<ResourceException>(() => ResourceStores.Local.For(ResourcePath.ParseStored("s3://b/x")));
        error.Message.ShouldContain("s3://b/x");
        error.Message.ShouldContain("served are file");
    }

    [Fact]
    public void Another_store_can_be_put_in_without_touching_the_old_set()
    {
        var memory = new MemoryResourceStore();
        var stores = ResourceStores.Local.With("file", memory);
        stores.For(ResourcePath.FromLocalPath("/x")).ShouldBeSameAs(memory);
        ResourceStores.Local.For(ResourcePath.FromLocalPath("/x")).ShouldBeOfType<LocalResourceStore>();
    }
}
