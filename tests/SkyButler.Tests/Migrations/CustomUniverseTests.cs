using System.Text.Json.Nodes;
using SkyButler.Migrations;
using SkyButler.Queries;

namespace SkyButler.Tests.Migrations;

/// <summary>Universes that their owners edited.</summary>
public sealed class CustomUniverseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_owner_added_stays_through_the_published_steps()
    {
        using var repository = await OldRepository.MakeAsync(1, universe =>
        {
            OldUniverse.Metadata(universe, "exposure").Add(OldUniverse.Column("seeing", "float"));
            OldUniverse.Elements(universe)["dome"] = JsonNode.Parse("""{"keys": [{"name": "id", "type": "int"}], "requires": ["instrument"], "storage": {"cls": "x.TableDimensionRecordStorage"}}""");
        });
        await repository.ExecuteAsync("UPDATE exposure SET seeing = 0.75; INSERT INTO dome (instrument, id) VALUES ('Cam', 3)");

        await UpgradeAsync(repository, new());

        await using var butler = await Butler.OpenAsync(repository.Path, cancellationToken: Cancel);
        butler.Universe.Version.ShouldBe(8);
        var exposures = await butler.Queries.RecordsAsync("exposure", new DataIdQuery { Dimensions = [] }, Cancel).ToListAsync(Cancel);
        exposures.ShouldAllBe(e => Equals(e["seeing"], 0.75) && Equals(e["day_obs"], 20220101L));
        (await butler.Queries.RecordsAsync("dome", new DataIdQuery { Dimensions = [] }, Cancel).CountAsync(Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task Columns_and_elements_are_added_by_a_file()
    {
        using var repository = await OldRepository.MakeAsync(8, datasets: "2.0.0");
        var universe = OldUniverse.Make(8);
        universe["version"] = 9;
        OldUniverse.Metadata(universe, "visit").Add(OldUniverse.Column("airmass", "float"));
        OldUniverse.Elements(universe)["dome"] = JsonNode.Parse("""{"keys": [{"name": "id", "type": "int"}], "requires": ["instrument"]}""");
        var migration = await RepositoryMigration.OpenAsync(repository.Path, Cancel);
        var target = new MigrationTarget { DimensionConfig = repository.Write(universe) };

        var plan = await migration.PlanAsync(target, Cancel);
        await migration.UpgradeAsync(target, BackupChoice.None, cancellationToken: Cancel);

        plan.Problems.ShouldBeEmpty();
        plan.Tables.Single(t => t.Table == "dome").Kind.ShouldBe(TableChangeKind.New);
        plan.Tables.Single(t => t.Table == "visit").Columns.ShouldBe(["+ airmass FLOAT: NULL"]);
        plan.Universe.ShouldContain("+ elements.visit.metadata: airmass float");
        await using var butler = await Butler.OpenAsync(repository.Path, cancellationToken: Cancel);
        butler.Universe.Version.ShouldBe(9);
        butler.Universe.IsDimension("dome").ShouldBeTrue();
        (await butler.Queries.RecordsAsync("visit", new DataIdQuery { Dimensions = [] }, Cancel).SingleAsync(Cancel))["airmass"].ShouldBeNull();
        (await repository.ValueAsync("SELECT CAST(COUNT(*) AS TEXT) FROM pragma_foreign_key_check")).ShouldBe("0");
    }

    [Fact]
    public async Task What_would_be_lost_is_told_and_refused()
    {
        using var repository = await OldRepository.MakeAsync(8);
        await repository.ExecuteAsync("INSERT INTO skymap (name, hash) VALUES ('sky', 'aGFzaA=='); UPDATE exposure SET target_name = 'M31' WHERE id = 1");
        var universe = OldUniverse.Make(8);
        universe["version"] = 9;
        OldUniverse.Remove(universe, "exposure", "target_name");
        OldUniverse.Remove(universe, "exposure", "science_program");
        OldUniverse.Metadata(universe, "visit").First(c => (string?)c!["name"] == "seq_num")!["type"] = "bool";

        var plan = await PlanAsync(repository, new() { DimensionConfig = repository.Write(universe) });

        plan.Problems.ShouldContain(p => p.StartsWith("'visit.seq_num' would become Bool from Int", StringComparison.Ordinal));
        OldUniverse.Metadata(universe, "visit").First(c => (string?)c!["name"] == "seq_num")!["type"] = "int";
        plan = await PlanAsync(repository, new() { DimensionConfig = repository.Write(universe) });
        plan.Problems.ShouldBe(["1 rows have a value in 'exposure.target_name', which the new universe has no place for; keep the column, or empty it first."]);
        await RefusedAsync(repository, new() { DimensionConfig = repository.Write(universe) }, "exposure.target_name");
    }

    [Fact]
    public async Task Elements_with_records_stay()
    {
        using var repository = await OldRepository.MakeAsync(8);
        var universe = OldUniverse.Make(8);
        universe["version"] = 9;
        OldUniverse.Elements(universe).Remove("visit_definition");

        await RefusedAsync(repository, new() { DimensionConfig = repository.Write(universe) }, "'visit_definition' has 2 records");
    }

    [Fact]
    public async Task Texts_that_are_too_long_and_values_that_are_missing_are_told()
    {
        using var repository = await OldRepository.MakeAsync(8);
        await repository.ExecuteAsync("INSERT INTO detector (instrument, id, full_name, raft) VALUES ('Cam', 1, 'D1', 'a-rather-long-raft')");
        var universe = OldUniverse.Make(8);
        universe["version"] = 9;
        OldUniverse.Metadata(universe, "detector").First(c => (string?)c!["name"] == "raft")!["length"] = 8;
        OldUniverse.Elements(universe)["exposure"]!["implies"]!.AsArray().Add("subfilter_set");
        OldUniverse.Elements(universe)["subfilter_set"] = JsonNode.Parse("""{"keys": [{"name": "id", "type": "int"}], "requires": ["instrument"]}""");

        var plan = await PlanAsync(repository, new() { DimensionConfig = repository.Write(universe) });

        plan.Problems.ShouldBe(
            [
                "'detector.raft' may have 8 characters, and a value has 18; shorten it first.",
                "2 of 2 rows of 'exposure' have no value for 'subfilter_set', which every row must have now; set it first.",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Ways_that_do_not_exist_are_refused_in_one_line()
    {
        using var repository = await OldRepository.MakeAsync(5);
        await RefusedAsync(repository, new() { Universe = 3 }, "going back");
        await RefusedAsync(repository, new() { Universe = 99 }, "the newest is 8");
        await RefusedAsync(repository, new() { Datasets = "7.0.0" }, "'7.0.0'");
        var other = OldUniverse.Make(8);
        other["namespace"] = "elsewhere";
        await RefusedAsync(repository, new() { DimensionConfig = repository.Write(other) }, "'elsewhere'");
        using var foreign = await OldRepository.MakeAsync(6, universe => universe["namespace"] = "elsewhere");
        await using (var butler = await Butler.OpenAsync(foreign.Path, cancellationToken: Cancel))
        {
            butler.Universe.Namespace.ShouldBe("elsewhere");
            (await butler.Queries.DataIdsAsync(new() { Dimensions = ["exposure"], Where = "instrument = 'Cam' AND day_obs = 20220101" }, Cancel).CountAsync(Cancel)).ShouldBe(2);
        }

        await RefusedAsync(foreign, new() { Universe = 8 }, "--dimension-config");
        // Without a version the tables of datasets alone are brought up to date.
        await UpgradeAsync(foreign, new());
        (await RepositoryMigration.OpenAsync(foreign.Path, Cancel)).ShouldNotBeNull();
        (await repository.ValueAsync("SELECT value FROM butler_attributes WHERE name LIKE 'version:%UUID'")).ShouldBe("1.0.0");
        (await foreign.ValueAsync("SELECT value FROM butler_attributes WHERE name LIKE 'version:%UUID'")).ShouldBe("2.0.0");
    }

    [Fact]
    public async Task A_universe_without_what_the_steps_need_is_left_alone_with_a_warning()
    {
        using var repository = await OldRepository.MakeAsync(6, universe => OldUniverse.Remove(universe, "exposure", "azimuth"));
        var plan = await PlanAsync(repository, new());
        plan.Problems.ShouldBeEmpty();
        plan.Steps.ShouldContain(s => s.What == "universe" && s.To == "8");
        using var odd = await OldRepository.MakeAsync(1, universe => OldUniverse.Elements(universe)["group"] = JsonNode.Parse("""{"keys": [{"name": "id", "type": "int"}]}"""));
        plan = await PlanAsync(odd, new());
        plan.Steps.ShouldNotContain(s => s.What == "universe");
        plan.Warnings.ShouldContain(w => w.Contains("'group' of its own", StringComparison.Ordinal) && w.Contains("--dimension-config", StringComparison.Ordinal));
        await RefusedAsync(odd, new() { Universe = 8 }, "--dimension-config");
    }

    [Fact]
    public async Task Indexes_and_triggers_of_the_owner_are_kept()
    {
        using var repository = await OldRepository.MakeAsync(7);
        await repository.ExecuteAsync(
            "CREATE INDEX mine ON exposure (target_name); CREATE TRIGGER watch AFTER INSERT ON exposure BEGIN SELECT 1; END; CREATE TABLE notes (exposure INTEGER); INSERT INTO notes VALUES (1)");
        await UpgradeAsync(repository, new());
        (await repository.ValueAsync("SELECT group_concat(name) FROM (SELECT name FROM sqlite_master WHERE name IN ('mine', 'watch', 'notes') ORDER BY name)")).ShouldBe("mine,notes,watch");
        (await repository.ValueAsync("SELECT sql FROM sqlite_master WHERE name = 'mine'")).ShouldBe("CREATE INDEX mine ON exposure (target_name)");
    }

    [Fact]
    public async Task Broken_references_are_told_and_nothing_is_changed()
    {
        using var repository = await OldRepository.MakeAsync(5);
        await repository.ExecuteAsync("PRAGMA foreign_keys=OFF; INSERT INTO visit_definition (instrument, exposure, visit) VALUES ('Cam', 77, 5)");
        await RefusedAsync(repository, new(), "1 rows of 'visit_definition' refer to rows of 'exposure'");
        (await repository.ValueAsync("SELECT CAST(COUNT(*) AS TEXT) FROM sqlite_master WHERE name LIKE 'skybutler%'")).ShouldBe("0");
        (await RepositoryMigration.OpenAsync(repository.Path, Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_repository_that_is_up_to_date_is_not_touched()
    {
        using var repository = await OldRepository.MakeAsync(8, datasets: "2.0.0");
        var before = await File.ReadAllBytesAsync(repository.Database, Cancel);
        var migration = await RepositoryMigration.OpenAsync(repository.Path, Cancel);
        var outcome = await migration.UpgradeAsync(new(), BackupChoice.Beside, cancellationToken: Cancel);
        outcome.Plan.IsEmpty.ShouldBeTrue();
        outcome.Backup.ShouldBeNull();
        (await File.ReadAllBytesAsync(repository.Database, Cancel)).ShouldBe(before);
        (await migration.VersionsAsync(Cancel)).Steps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Backups_never_replace_anything()
    {
        using var repository = await OldRepository.MakeAsync(5);
        var migration = await RepositoryMigration.OpenAsync(repository.Path, Cancel);
        await File.WriteAllTextAsync($"{repository.Database}.before-universe-8", "mine", Cancel);
        await Should.ThrowAsync<MigrationException>(migration.UpgradeAsync(new(), BackupChoice.At($"{repository.Database}.before-universe-8"), cancellationToken: Cancel));
        var outcome = await migration.UpgradeAsync(new(), BackupChoice.Beside, cancellationToken: Cancel);
        outcome.Backup.ShouldBe($"{repository.Database}.before-universe-8.2");
        (await File.ReadAllTextAsync($"{repository.Database}.before-universe-8", Cancel)).ShouldBe("mine");
        (await SqliteFile.ValueAsync(outcome.Backup!, "SELECT CAST(COUNT(*) AS TEXT) FROM exposure", Cancel)).ShouldBe("2");
    }

    private static async Task UpgradeAsync(OldRepository repository, MigrationTarget target) =>
        await (await RepositoryMigration.OpenAsync(repository.Path, Cancel)).UpgradeAsync(target, BackupChoice.None, cancellationToken: Cancel);

    private static async Task<MigrationPlan> PlanAsync(OldRepository repository, MigrationTarget target) =>
        await (await RepositoryMigration.OpenAsync(repository.Path, Cancel)).PlanAsync(target, Cancel);

    private static async Task RefusedAsync(OldRepository repository, MigrationTarget target, string words)
    {
        var before = await File.ReadAllBytesAsync(repository.Database, Cancel);
        var error = await Should.ThrowAsync<MigrationException>(UpgradeAsync(repository, target));
        error.Message.ShouldContain(words);
        error.Message.ShouldNotContain("\n");
        (await File.ReadAllBytesAsync(repository.Database, Cancel)).ShouldBe(before);
    }
}
