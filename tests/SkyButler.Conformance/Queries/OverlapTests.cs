using SkyButler.Conformance.Registry;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Queries;

namespace SkyButler.Conformance.Queries;

/// <summary>Joins on the sky give what comparing every pair of regions gives.</summary>
public sealed class OverlapTests
{
    [Theory]
    [InlineData("spatial", "visit_detector_region", "patch", 20)]
    [InlineData("ci_hsc", "visit_detector_region", "tract", 33)]
    [InlineData("mixed", "visit_detector_region", "patch", null)]
    [InlineData("mixed", "visit", "tract", null)]
    [InlineData("mixed", "visit", "patch", null)]
    [InlineData("mixed", "visit_detector_region", "tract", null)]
    [InlineData("spatial", "visit", "patch", null)]
    [InlineData("spatial", "visit", "tract", null)]
    public async Task Overlaps_are_those_of_the_regions(string repository, string left, string right, int? count)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var registry = await GoldenRegistry.OpenAsync(repository, cancel);
        var queries = new QueryEngine(registry);
        var dimensions = registry.Universe[left].MinimalGroup.Required.Concat(registry.Universe[right].MinimalGroup.Required).Select(d => d.Name).ToList();
        var lefts = await RecordsAsync(queries, left);
        var rights = await RecordsAsync(queries, right);

        var found = await queries.DataIdsAsync(new DataIdQuery { Dimensions = dimensions }, cancel).Select(Key(dimensions)).ToListAsync(cancel);

        var expected = from a in lefts
                       from b in rights
                       where a.Region is not null && b.Region is not null && a.Region.Overlaps(b.Region) != false
                       select string.Join(",", dimensions.Select(d => a.DataId.TryGet(d, out var value) ? value : b.DataId[d]));
        found.ShouldBe(expected, ignoreOrder: true);
        if (count is not null)
            found.Count.ShouldBe(count.Value);
        (await queries.CountAsync(new DataIdQuery { Dimensions = dimensions }, cancel)).ShouldBe(found.Count);

        // An order, or only some of the dimensions, makes the database join.
        var ordered = await queries.DataIdsAsync(new DataIdQuery { Dimensions = dimensions, OrderBy = dimensions }, cancel).Select(Key(dimensions)).ToListAsync(cancel);
        ordered.ShouldBe(found, ignoreOrder: true);
        var fewer = new DataIdQuery { Dimensions = registry.Universe[left].MinimalGroup.Required.Select(d => d.Name).ToList(), Where = $"{left}.region OVERLAPS {right}.region" };
        var projected = await queries.DataIdsAsync(fewer, cancel).Select(Key(fewer.Dimensions)).ToListAsync(cancel);
        projected.ShouldBe(lefts.Where(a => rights.Exists(b => a.Region is not null && a.Region.Overlaps(b.Region!) != false)).Select(a => Key(fewer.Dimensions)(a.DataId)), ignoreOrder: true);

        async Task<List<DimensionRecord>> RecordsAsync(QueryEngine engine, string element) =>
            await engine.RecordsAsync(element, new DataIdQuery { Dimensions = [] }, cancel).ToListAsync(cancel);
    }

    private static Func<DataCoordinate, string> Key(IReadOnlyList<string> dimensions) => dataId => string.Join(",", dimensions.Select(d => dataId[d]));
}
