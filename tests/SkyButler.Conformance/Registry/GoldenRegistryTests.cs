using SkyButler.Dimensions;
using SkyButler.Registry.Collections;

namespace SkyButler.Conformance.Registry;

public sealed class GoldenRegistryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("empty", 8, 0, 0, 0, 0)]
    [InlineData("base", 8, 2, 2, 13, 4)]
    [InlineData("spatial", 8, 0, 2, 0, 4)]
    [InlineData("ci_hsc", 8, 2, 2, 34, 16)]
    [InlineData("mixed", 8, 16, 26, 210, 8)]
    [InlineData("rubin-imsim", 1, 8, 6, 194, 189)]
    [InlineData("rubin-comCam", 1, 5, 2, 2, 9)]
    [InlineData("rubin-phosim", 1, 5, 2, 2, 201)]
    public async Task Every_repository_opens_and_lists_what_it_holds(
        string repository, int universe, int collections, int datasetTypes, int datasets, int detectors)
    {
        var file = GoldenRegistry.File(repository);
        var before = GoldenRegistry.Digest(file);
        var ids = (await GoldenRegistry.PairsAsync(file, "SELECT id, id FROM dataset", Cancel)).Keys.Select(Guid.Parse).ToList();
        await using (var registry = await GoldenRegistry.OpenAsync(repository, Cancel))
        {
            registry.Universe.Version.ShouldBe(universe);
            (await registry.Collections.QueryAsync(["*"], null, Cancel)).Count.ShouldBe(collections);
            (await registry.DatasetTypes.QueryAsync(["*"], null, Cancel)).Count.ShouldBe(datasetTypes);
            (await registry.Records.CachedAsync(registry.Universe["detector"], Cancel)).Count.ShouldBe(detectors);
            var read = await registry.Datasets.GetAsync(ids, Cancel);
            read.Count.ShouldBe(datasets);
            (await registry.Records.ExpandAsync([.. read.Values.Select(d => d.DataId)], Cancel)).ShouldAllBe(d => d.IsExpanded);
        }

        GoldenRegistry.Digest(file).ShouldBe(before);
    }

    [Fact]
    public async Task Chains_are_searched_depth_first_in_the_order_of_their_children()
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);

        var flat = await registry.Collections.FlattenAsync(["everything"], Cancel);

        flat.Select(c => c.Name).ShouldBe(
            ["u/alice/run2", "u/alice/run1", "u/bob/out/20240115T000000Z", "CamA/raw/all", "CamA/calib", "refcats", "skymaps"]);
        (await registry.Collections.GetAsync("CamA/defaults", Cancel)).Documentation.ShouldBe("defaults, unicode é");
        (await registry.Collections.QueryAsync(["CamA/*"], new HashSet<CollectionType> { CollectionType.Run }, Cancel)).Select(c => c.Name)
            .ShouldBe(["CamA/calib/20240101", "CamA/calib/20240111", "CamA/raw/all"]);
    }

    [Fact]
    public async Task Every_record_with_a_region_has_the_overlap_rows_that_its_envelope_says()
    {
        foreach (var repository in new[] { "mixed", "spatial", "ci_hsc", "rubin-imsim" })
        {
            await using var registry = await GoldenRegistry.OpenAsync(repository, Cancel);
            var pixelization = registry.Universe.CommonSkyPix.SkyPixSystem!.Pixelization(registry.Universe.CommonSkyPix.SkyPixLevel);
            foreach (var element in registry.Universe.Elements.Where(e => e.HasTable && e.SpatialFamily is not null))
            {
                var regions = await RegionsAsync(repository, element);
                var stored = await GoldenRegistry.PairsAsync(
                    GoldenRegistry.File(repository),
                    $"SELECT {Key(element, "{0}")}, group_concat(skypix_index) FROM (SELECT * FROM {element}_skypix_overlap ORDER BY skypix_index) GROUP BY 1",
                    Cancel);
                stored.Keys.ShouldBe(regions.Keys, ignoreOrder: true);
                foreach (var (key, region) in regions)
                    string.Join(',', pixelization.Envelope(Geometry.Region.DecodeBase64(region)).Values).ShouldBe(stored[key], $"{repository} {element} {key}");
            }
        }
    }

    private static Task<Dictionary<string, string>> RegionsAsync(string repository, DimensionElement element) => GoldenRegistry.PairsAsync(
        GoldenRegistry.File(repository),
        $"SELECT {Key(element, "{1}")}, region FROM {element} WHERE region IS NOT NULL",
        Cancel);

    // The element's own key has another name in its table than elsewhere.
    private static string Key(DimensionElement element, string form) => string.Join(
        " || ',' || ", element.Required.Select(r => form == "{1}" && r == element ? r.PrimaryKey!.Name : r.Name));
}
