using SkyButler.Registry.Collections;

namespace SkyButler.Conformance.Registry;

public sealed class GoldenRegistryTests
{
    [Theory]
    [InlineData("empty", 0, 0, 8)]
    [InlineData("base", 2, 2, 8)]
    [InlineData("spatial", 0, 2, 8)]
    [InlineData("ci_hsc", 2, 2, 8)]
    [InlineData("mixed", 16, 26, 8)]
    [InlineData("rubin-imsim", 8, 6, 1)]
    [InlineData("rubin-comCam", 5, 2, 1)]
    [InlineData("rubin-phosim", 5, 2, 1)]
    public async Task Every_repository_opens_and_lists_what_it_holds(string repository, int collections, int datasetTypes, int universe)
    {
        var cancel = TestContext.Current.CancellationToken;
        var before = GoldenRegistry.Digest(GoldenRegistry.File(repository));
        await using (var registry = await GoldenRegistry.OpenAsync(repository, cancel))
        {
            registry.Universe.Version.ShouldBe(universe);
            (await registry.Collections.QueryAsync(["*"], null, cancel)).Count.ShouldBe(collections);
            (await registry.DatasetTypes.QueryAsync(["*"], null, cancel)).Count.ShouldBe(datasetTypes);
        }

        GoldenRegistry.Digest(GoldenRegistry.File(repository)).ShouldBe(before);
    }

    [Fact]
    public async Task Chains_are_searched_depth_first_in_the_order_of_their_children()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var registry = await GoldenRegistry.OpenAsync("mixed", cancel);

        var flat = await registry.Collections.FlattenAsync(["everything"], cancel);

        flat.Select(c => c.Name).ShouldBe(
            ["u/alice/run2", "u/alice/run1", "u/bob/out/20240115T000000Z", "CamA/raw/all", "CamA/calib", "refcats", "skymaps"]);
        (await registry.Collections.GetAsync("CamA/defaults", cancel)).Documentation.ShouldBe("defaults, unicode é");
        (await registry.Collections.QueryAsync(["CamA/*"], new HashSet<CollectionType> { CollectionType.Run }, cancel)).Select(c => c.Name)
            .ShouldBe(["CamA/calib/20240101", "CamA/calib/20240111", "CamA/raw/all"]);
    }
}
