using SkyButler.Resources.Stores;

namespace SkyButler.Resources.Tests.Stores;

public sealed class EmbeddedResourceStoreTests : ReadableStoreContract
{
    protected override ResourceStores Stores { get; } = ResourceStores.Local.With("resource", new EmbeddedResourceStore(typeof(EmbeddedResourceStoreTests).Assembly));

    protected override ResourcePath At(string name) => ResourcePath.ParseStored("resource://tests.embedded/").Join(Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal));
}
