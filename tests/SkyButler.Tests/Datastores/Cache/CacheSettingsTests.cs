using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Datastores.Cache;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Resources;

namespace SkyButler.Tests.Datastores.Cache;

public sealed class CacheSettingsTests
{
    private const string Usual = "root: null\nexpiry: {mode: datasets, threshold: 4}\ndefault: false\ncacheable: {ExposureF: true, raw: true}\n";

    [Fact]
    public void What_is_not_configured_is_not_cached() =>
        Read("{}").Expiry.Mode.ShouldBe(CacheExpiryMode.Disabled);

    [Fact]
    public void Datasets_are_kept_by_type_or_storage_class()
    {
        var settings = Read(Usual);
        settings.Expiry.ShouldBe(new(CacheExpiryMode.Datasets, 4));
        settings.Keeps(Dataset("calexp", "ExposureF")).ShouldBeTrue();
        settings.Keeps(Dataset("raw", "Exposure")).ShouldBeTrue();
        settings.Keeps(Dataset("info", "StructuredDataDict")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("disabled", (int)CacheExpiryMode.Disabled, 0)]
    [InlineData("size=1000000", (int)CacheExpiryMode.Size, 1_000_000)]
    [InlineData("age=60", (int)CacheExpiryMode.Age, 60)]
    public void The_environment_counts_more(string variable, int mode, long threshold) =>
        Read(Usual, ("DAF_BUTLER_CACHE_EXPIRATION_MODE", variable)).Expiry.ShouldBe(new((CacheExpiryMode)mode, threshold));

    [Fact]
    public void The_folder_comes_from_the_environment_the_configuration_or_the_environment_again()
    {
        Read(Usual).Root.ShouldBeNull();
        Read(Usual, ("DAF_BUTLER_CACHE_DIRECTORY_IF_UNSET", "/a")).Root.ShouldBe("/a");
        Read("root: /c\n", ("DAF_BUTLER_CACHE_DIRECTORY_IF_UNSET", "/a")).Root.ShouldBe("/c");
        Read("root: /c\n", ("DAF_BUTLER_CACHE_DIRECTORY", "/b")).Root.ShouldBe("/b");
    }

    [Theory]
    [InlineData("filez=3", "Did you mean 'files'?")]
    [InlineData("files", "threshold")]
    [InlineData("files=-3", "threshold")]
    public void A_wrong_expiry_is_refused(string variable, string message) =>
        Should.Throw<ConfigException>(() => Read(Usual, ("DAF_BUTLER_CACHE_EXPIRATION_MODE", variable))).Message.ShouldContain(message);

    private static CacheSettings Read(string yaml, params (string Name, string Value)[] variables) =>
        new(Config.Parse(yaml), DimensionUniverse.Default, EnvironmentVariables.From(variables.ToDictionary(v => v.Name, v => v.Value)));

    private static DatasetRef Dataset(string name, string storageClass)
    {
        var dimensions = DimensionUniverse.Default.Conform(["instrument"]);
        return new(new DatasetType(name, dimensions, storageClass), DataCoordinate.Standardize(dimensions, new DataId { ["instrument"] = "Cam" }), "r", Guid.NewGuid());
    }
}
