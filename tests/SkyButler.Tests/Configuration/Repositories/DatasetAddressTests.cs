using SkyButler.Configuration;
using SkyButler.Configuration.Repositories;

namespace SkyButler.Tests.Configuration.Repositories;

public sealed class DatasetAddressTests
{
    private const string Id = "58aec546-32cd-5cff-9242-1d5df3e001da";

    [Theory]
    [InlineData("butler://main/" + Id, "main")]
    [InlineData("butler://dp1%20beta/" + Id, "dp1 beta")]
    [InlineData("ivo://org.rubinobs/usdac/lsst-dp1?repo=dp1&id=" + Id, "dp1")]
    [InlineData("ivo://org.rubinobs/usdac/lsst-dp1?id=" + Id + "&repo=dp1", "dp1")]
    public void Addresses_name_repository_and_dataset(string text, string repository)
    {
        DatasetAddress.TryParse(text, out var address).ShouldBeTrue();
        address.ShouldBe(new(repository, Guid.Parse(Id)));
    }

    [Theory]
    [InlineData("butler://main")]
    [InlineData("butler://main/not-an-id")]
    [InlineData("butler:///" + Id)]
    [InlineData("ivo://org.rubinobs/x?repo=dp1")]
    [InlineData("ivo://org.rubinobs/x")]
    public void What_only_begins_like_one_is_refused(string text) =>
        Should.Throw<ConfigException>(() => DatasetAddress.TryParse(text, out _)).Message.ShouldContain("butler://LABEL/UUID");

    [Theory]
    [InlineData("/repo")]
    [InlineData("s3://bucket/repo")]
    public void Other_places_are_no_addresses(string text) => DatasetAddress.TryParse(text, out _).ShouldBeFalse();
}
