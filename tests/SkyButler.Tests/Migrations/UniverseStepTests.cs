using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Migrations;
using SkyButler.Queries;

namespace SkyButler.Tests.Migrations;

/// <summary>From every version of the universe to every later one.</summary>
public sealed class UniverseStepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int, int> Ways
    {
        get
        {
            var ways = new TheoryData<int, int>();
            for (var from = 0; from <= 8; from++)
                ways.Add(from, 8);
            for (var from = 0; from < 7; from++)
                ways.Add(from, from + 1);
            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_step_keeps_the_records_and_makes_those_that_are_new(int from, int to)
    {
        using var repository = await OldRepository.MakeAsync(from);
        var migration = await RepositoryMigration.OpenAsync(repository.Path, Cancel);

        await migration.UpgradeAsync(new() { Universe = to, HasSimulated = false }, BackupChoice.None, cancellationToken: Cancel);

        (await migration.VersionsAsync(Cancel)).IsStandard.ShouldBeTrue();
        await using var butler = await Butler.OpenAsync(repository.Path, cancellationToken: Cancel);
        butler.Universe.Version.ShouldBe(to);
        // What the steps come to is what taking back later versions comes to.
        WithoutDocumentation(butler.Universe.ConfigurationJson).ShouldBe(WithoutDocumentation(OldUniverse.Make(to).ToJsonString()));
        var exposures = await ListAsync("exposure");
        exposures.Count.ShouldBe(2);
        var visit = (await ListAsync("visit")).ShouldHaveSingleItem();
        (await ListAsync("visit_definition")).Count.ShouldBe(2);
        if (to >= 2)
        {
            ((long?)(await ListAsync("visit_system_membership")).ShouldHaveSingleItem()["visit"]).ShouldBe(5);
            if (from < 2)
            {
                visit["seq_num"].ShouldBe(11L);
                exposures.Select(e => e["seq_end"]).ShouldBe([11L, 12L]);
                exposures.ShouldAllBe(e => Equals(e["has_simulated"], false));
            }
        }

        if (to >= 6)
        {
            (await ListAsync("group")).Select(g => g["name"]).ShouldBe(["g1", "g2"]);
            (await ListAsync("day_obs")).ShouldHaveSingleItem()["id"].ShouldBe(20220101L);
            visit["day_obs"].ShouldBe(20220101L);
        }

        if (to >= 7 && from < 7)
            exposures.Select(e => e["can_see_sky"]).ShouldBe([true, false]);

        async Task<List<SkyButler.Dimensions.Records.DimensionRecord>> ListAsync(string element) =>
            [.. (await butler.Queries.RecordsAsync(element, new DataIdQuery { Dimensions = [] }, Cancel).ToListAsync(Cancel)).OrderBy(r => r.DataId.ToString(), StringComparer.Ordinal)];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Repositories_of_every_version_open_and_answer(int version)
    {
        using var repository = await OldRepository.MakeAsync(version);
        await using var butler = await Butler.OpenAsync(repository.Path, cancellationToken: Cancel);
        butler.Universe.Version.ShouldBe(version);
        var found = await butler.Queries.DataIdsAsync(
            new() { Dimensions = ["visit", "exposure"], Where = "instrument = 'Cam' AND exposure > 1" }, Cancel).ToListAsync(Cancel);
        found.ShouldHaveSingleItem()["visit"].ShouldBe(new DataIdValue(5));
    }

    private static string WithoutDocumentation(string json) =>
        string.Join('\n', SkyButler.Migrations.Universes.UniverseText.Lines(DimensionUniverse.FromJson(json)));
}
