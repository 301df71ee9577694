using SkyButler.Registry.Databases;
using SkyButler.Registry.Errors;

namespace SkyButler.Tests.Registry;

public sealed class StoredValuesTests
{
    [Theory]
    [InlineData("\u0001?")]
    [InlineData("AAAA")]
    [InlineData("Y2Nj")]
    public void A_damaged_region_is_the_databases_fault(string text) =>
        Should.Throw<RegistryException>(() => StoredValues.Region(text)).Message.ShouldContain("damaged");

    [Fact]
    public void A_damaged_hash_is_the_databases_fault() =>
        Should.Throw<RegistryException>(() => StoredValues.Hash("no base64!")).Message.ShouldContain("damaged");
}
