using System.Text.Json;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Resources;
using SkyButler.Tests.Migrations;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary><c>butler migrate</c>.</summary>
public sealed class MigrateTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Listings_come_as_rows_for_programs()
    {
        var repository = await MakeAsync(6);
        var list = JsonDocument.Parse((await CommandRun.OfAsync("butler", "migrate", "list", repository, "--format", "json")).Output).RootElement.EnumerateArray().ToList();
        var universe = list.Single(r => r.GetProperty("kind").GetString() == "version" && r.GetProperty("what").GetString() == "universe");
        universe.GetProperty("from").GetInt32().ShouldBe(6);
        list.Where(r => r.GetProperty("kind").GetString() == "step").Select(r => $"{r.GetProperty("from")}-{r.GetProperty("to")}").ShouldBe(["6-7", "7-8"]);
        var explained = (await CommandRun.OfAsync("butler", "migrate", "explain", repository, "--format", "csv")).Output.Split('\n');
        explained[0].ShouldBe("kind,what,from,to,text");
        explained.ShouldContain("table,ssp_hypothesis_table,0,0,new; + name TEXT");
    }

    [Fact]
    public async Task Explain_shows_what_would_change_and_changes_nothing()
    {
        var repository = await MakeAsync(6);
        var before = await File.ReadAllBytesAsync(Path.Combine(repository, "gen3.sqlite3"), Cancel);
        var run = await CommandRun.OfAsync("butler", "migrate", "explain", repository);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldBe(
            """
            Steps:
              universe 6 -> 7: exposure.can_see_sky, from the type of observation
              universe 7 -> 8: dimensions for solar system processing

            Tables:
              + ssp_hypothesis_table (0 rows)
                  + name TEXT
              + ssp_balanced_index (0 rows)
                  + ssp_hypothesis_table TEXT
                  + id BIGINT
              + ssp_hypothesis_bundle (0 rows)
                  + ssp_hypothesis_table TEXT
                  + id BIGINT
              ~ exposure (0 rows)
                  + can_see_sky BOOLEAN: by observation_type; NULL where that does not tell

            Universe (config:dimensions.json):
              + elements.exposure.metadata: can_see_sky bool
              - elements.exposure.metadata in order: exposure_time, dark_time, observation_type, observation_reason, seq_num, seq_start, seq_end, target_name, science_program, tracking_ra, tracking_dec, sky_angle, azimuth, zenith_angle, has_simulated
              + elements.exposure.metadata in order: exposure_time, dark_time, observation_type, observation_reason, seq_num, seq_start, seq_end, target_name, science_program, tracking_ra, tracking_dec, sky_angle, azimuth, zenith_angle, has_simulated, can_see_sky
              + elements.ssp_balanced_index.keys: id int
              + elements.ssp_balanced_index.requires: [ssp_hypothesis_table]
              + elements.ssp_balanced_index.storage.cls: "lsst.daf.butler.registry.dimensions.table.TableDimensionRecordStorage"
              + elements.ssp_hypothesis_bundle.keys: id int
              + elements.ssp_hypothesis_bundle.requires: [ssp_hypothesis_table]
              + elements.ssp_hypothesis_bundle.storage.cls: "lsst.daf.butler.registry.dimensions.table.TableDimensionRecordStorage"
              + elements.ssp_hypothesis_table.keys: name string(64)
              + elements.ssp_hypothesis_table.storage.cls: "lsst.daf.butler.registry.dimensions.table.TableDimensionRecordStorage"
              - version: 6
              + version: 8

            """.ReplaceLineEndings("\n"));
        (await File.ReadAllBytesAsync(Path.Combine(repository, "gen3.sqlite3"), Cancel)).ShouldBe(before);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("n\n", false)]
    [InlineData("y\n", true)]
    public async Task Nothing_is_done_before_the_question_is_answered(string answer, bool done)
    {
        var repository = await MakeAsync(7);
        var run = await CommandRun.OfAsync("butler", ["migrate", "upgrade", repository], EnvironmentVariables.Empty, answer, Cancel);
        run.Output.ShouldContain("[y/N]");
        run.ExitCode.ShouldBe(done ? 0 : 1);
        if (done)
            run.Output.ShouldEndWith($"Copied the database to {repository}/gen3.sqlite3.before-universe-8\nUpgraded universe 7 -> 8: dimensions for solar system processing\n");
        else
            run.ErrorLines.ShouldHaveSingleItem().ShouldContain("Nothing was changed");
        await using var butler = await Butler.OpenAsync(repository, cancellationToken: Cancel);
        butler.Universe.Version.ShouldBe(done ? 8 : 7);
    }

    [Theory]
    [InlineData("--universe", "seven")]
    [InlineData("--day-offset", "Cam=noon")]
    [InlineData("--backup", "x", "--no-backup")]
    [InlineData("--universe", "8", "--dimension-config", "x")]
    public async Task Wrong_words_are_told_in_one_line(params string[] words)
    {
        var run = await CommandRun.OfAsync("butler", ["migrate", "upgrade", "repo", .. words]);
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Actions_get_suggestions()
    {
        var run = await CommandRun.OfAsync("butler", "migrate", "upgrad", "repo");
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("upgrade");
    }

    private async Task<string> MakeAsync(int version)
    {
        var file = folder.File("old.json");
        await File.WriteAllTextAsync(file, OldUniverse.Make(version).ToJsonString(), Cancel);
        (await CommandRun.OfAsync("butler", "create", folder.File("repo"), "--dimension-config", file)).ExitCode.ShouldBe(0);
        return folder.File("repo");
    }
}
