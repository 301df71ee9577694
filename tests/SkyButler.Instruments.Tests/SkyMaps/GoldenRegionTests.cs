using SkyButler.Geometry;
using SkyButler.Instruments.SkyMaps;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.SkyMaps;

public sealed class GoldenRegionTests
{
    private const double Degrees = 180 / Math.PI;
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData(9615, null, SkyMapVectors.HscTract9615)]
    [InlineData(9813, null, SkyMapVectors.HscTract9813)]
    [InlineData(9615, 14, SkyMapVectors.HscTract9615Patch14)]
    [InlineData(9813, 72, SkyMapVectors.HscTract9813Patch72)]
    public void Corners_are_those_that_a_survey_registered(int number, int? patch, string expected)
    {
        using var tract = SkyMapVectors.Hsc[number];
        ShouldBeSame(patch is { } id ? tract.RegionOf(tract[id]) : tract.Region, Convert.FromHexString(expected));
    }

    [Fact]
    public void A_patchs_place_in_its_tract_is_that_which_a_survey_registered()
    {
        using var tract = SkyMapVectors.Hsc[9615];
        (tract[14].Column, tract[14].Row, tract[5, 1].Id).ShouldBe((5, 1, 14));
        (tract.PatchCount.Width, tract.PatchCount.Height, tract.Box.Width).ShouldBe((9, 9, 36000));
    }

    [Fact]
    public void The_hash_is_that_which_a_survey_registered() => Convert.ToHexStringLower(SkyMapVectors.Hsc.Hash()).ShouldBe("e29fe9f1008e359f36a3677e7d69cc439376d1e6");

    [Fact]
    public async Task A_discrete_sky_map_is_that_of_the_golden_repository()
    {
        using var copy = SharedFiles.CopyGolden("ci_hsc");
        await using var butler = await Butler.OpenAsync(copy.Path, cancellationToken: TestContext.Current.CancellationToken);
        var map = new SkyMap(SkyMapVectors.Settings(SkyMapVectors.CiHsc));
        var (record, region) = (await OneAsync(butler, "skymap"), (await OneAsync(butler, "tract")).Region!);
        map.Hash().ShouldBe((byte[])record["hash"]!);
        map.Count.ShouldBe(1);
        using var tract = map[0];
        ((long)tract.PatchCount.Width, (long)tract.PatchCount.Height).ShouldBe(((long)record["patch_nx_max"]!, (long)record["patch_ny_max"]!));
        ShouldBeSame(tract.Region, region.Encode());
    }

    private static async Task<Dimensions.Records.DimensionRecord> OneAsync(Butler butler, string element)
    {
        await foreach (var record in butler.Queries.RecordsAsync(element, new() { Dimensions = [] }, TestContext.Current.CancellationToken))
            return record;
        throw new InvalidOperationException($"No {element}");
    }

    // In the original's order too, so that the bytes differ in last bits alone.
    private static void ShouldBeSame(ConvexPolygon region, byte[] expected)
    {
        var stored = (ConvexPolygon)Region.Decode(expected);
        region.Vertices.Length.ShouldBe(stored.Vertices.Length);
        for (var i = 0; i < stored.Vertices.Length; i++)
            (region.Vertices[i].AngleTo(stored.Vertices[i]) * Degrees).ShouldBeLessThan(Tolerance);
        var equal = region.Encode().Zip(expected, (a, b) => 8 - System.Numerics.BitOperations.PopCount((uint)(a ^ b))).Sum();
        TestContext.Current.TestOutputHelper?.WriteLine($"{equal} of {8 * expected.Length} bits are equal");
        equal.ShouldBeGreaterThan(8 * expected.Length * 9 / 10);
    }
}
