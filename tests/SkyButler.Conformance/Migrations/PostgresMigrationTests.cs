using System.Diagnostics;
using Npgsql;
using SkyButler.Conformance.Registry;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Migrations;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Records;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Migrations;

/// <summary>A registry of universe 1 in PostgreSQL is brought to today's schema as one in a file is.</summary>
public sealed class PostgresMigrationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // As many as the upgrade of this registry fills in PostgreSQL; a kill at a later one never happens.
    private const int TablesMadeAnew = 35;

    public static TheoryData<string> Moments
    {
        get
        {
            var moments = new TheoryData<string>("migrate.backup-written", "migrate.table:17", "migrate.before-commit");
            if (Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 })
            {
                moments.AddRange("migrate.locked", "migrate.set-aside", "migrate.before-check", "migrate.committed");
                for (var table = 1; table <= TablesMadeAnew; table++)
                    moments.Add($"migrate.table:{table}");
            }

            return moments;
        }
    }

    [Fact]
    public async Task It_gets_every_statement_of_the_originals_schema()
    {
        using var imsim = await PostgresImsim.MakeAsync(Cancel);
        await UpgradeAsync(imsim);

        var migrated = await StatementsAsync(imsim.Schema);
        var original = PostgresDump.Statements(await File.ReadAllTextAsync(SharedFiles.Golden("postgres/schema.sql"), Cancel));
        migrated.Where(s => !IsOfDatasets(s)).Order(StringComparer.Ordinal).ShouldBe(
            original.Select(s => s.Replace("survey", "schema", StringComparison.Ordinal)).Where(s => !IsOfDatasets(s)).Order(StringComparer.Ordinal));
        var made = await MakeAnewAsync(imsim);
        migrated.Where(IsOfDatasets).Order(StringComparer.Ordinal).ShouldBe((await StatementsAsync(made.Namespace!)).Where(IsOfDatasets).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_answers_as_before()
    {
        using var imsim = await PostgresImsim.MakeAsync(Cancel);
        (await (await RepositoryMigration.OpenAsync(imsim.Path, Cancel)).VersionsAsync(Cancel)).Steps.Count.ShouldBe(8);
        var plan = await (await RepositoryMigration.OpenAsync(imsim.Path, Cancel)).PlanAsync(new(), Cancel);
        plan.Problems.ShouldBeEmpty();
        plan.Tables.Single(t => t.Table == "exposure").Columns.ShouldContain("+ group TEXT: group_name; an exposure without one is a group of its own");
        await UpgradeAsync(imsim);

        await using var butler = await Butler.OpenAsync(imsim.Path, new() { Collections = ["LSSTCam-imSim/calib"] }, Cancel);
        (await butler.Queries.AllDatasetsAsync(new AllDatasetsQuery { Collections = ["*"] }, Cancel).CountAsync(Cancel)).ShouldBe(194);
        var dataId = new DataId { ["instrument"] = "LSSTCam-imSim", ["exposure"] = 204595, ["detector"] = "R11_S20" };
        (await butler.FindDatasetAsync("flat", dataId, cancellationToken: Cancel))!.Id.ShouldBe(new Guid("529951fe-b9f2-4eaa-82f1-635b96f050fc"));
        (await butler.GetAsync("bias", dataId, cancellationToken: Cancel)).ShouldNotBeNull();
        (await RecordsAsync(butler, "day_obs")).Single().Timespan.ShouldBe(Timespan.Between(TaiTime.ParseIso("2022-10-04T12:00:00"), TaiTime.ParseIso("2022-10-05T12:00:00")));
        (await RecordsAsync(butler, "exposure")).Single()["can_see_sky"].ShouldBe(true);
        (await RecordsAsync(butler, "visit")).Single()["seq_num"].ShouldBe(0L);
        (await RecordsAsync(butler, "visit_system_membership")).Count.ShouldBe(1);
        (await RecordsAsync(butler, "detector")).Count.ShouldBe(189);
        (await (await RepositoryMigration.OpenAsync(imsim.Path, Cancel)).PlanAsync(new(), Cancel)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Dates_of_ingest_are_kept_to_the_microsecond()
    {
        using var imsim = await PostgresImsim.MakeAsync(Cancel);
        await RunAsync($"UPDATE {imsim.Schema}.dataset SET ingest_date = '2016-12-31 23:59:59.123456'");
        await UpgradeAsync(imsim);
        (await RunAsync($"SELECT DISTINCT ingest_date FROM {imsim.Schema}.dataset")).ShouldBe(TaiTime.ParseIso("2017-01-01T00:00:35") + 123_456_000);
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_killed_migration_completes_when_run_again(string moment)
    {
        using var imsim = await PostgresImsim.MakeAsync(Cancel);
        await KilledMigrationTests.KillAsync(imsim.Path, moment);
        await using (var between = await Butler.OpenAsync(imsim.Path, cancellationToken: Cancel))
            between.Universe.Version.ShouldBe(moment == "migrate.committed" ? 8 : 1);

        await UpgradeAsync(imsim);

        await using var butler = await Butler.OpenAsync(imsim.Path, cancellationToken: Cancel);
        butler.Universe.Version.ShouldBe(8);
        (await butler.Queries.AllDatasetsAsync(new AllDatasetsQuery { Collections = ["*"] }, Cancel).CountAsync(Cancel)).ShouldBe(194);
        (await RunAsync($"SELECT count(*) FROM pg_catalog.pg_class WHERE relname LIKE 'skybutler_old%' AND relnamespace = '{imsim.Schema}'::regnamespace")).ShouldBe(0L);
        Directory.GetFiles(imsim.Path, "*.unfinished").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_others_are_writing_is_waited_for()
    {
        using var imsim = await PostgresImsim.MakeAsync(Cancel);
        await using var writer = await imsim.OpenAsync(Cancel);
        Task? upgrade = null;
        await writer.TransactAsync(
            async token =>
            {
                var detector = DimensionRecord.Create(
                    writer.Universe["detector"], new Dictionary<string, object?> { ["instrument"] = "LSSTCam-imSim", ["id"] = 900L, ["full_name"] = "late" });
                await writer.Records.InsertAsync(writer.Universe["detector"], [detector], RecordInsertMode.New, token);
                using (ExecutionContext.SuppressFlow())
                    upgrade = Task.Run(() => UpgradeAsync(imsim), token);
                while ((long)(await RunAsync("SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'LOCK TABLE%' AND query LIKE '%\"detector\"%'"))! == 0)
                    await Task.Delay(10, token);
            },
            Cancel);
        await upgrade!;

        await using var butler = await Butler.OpenAsync(imsim.Path, cancellationToken: Cancel);
        butler.Universe.Version.ShouldBe(8);
        (await RecordsAsync(butler, "detector")).Select(d => d["full_name"]).ShouldContain("late");
    }

    [Fact]
    public async Task Its_backup_can_be_put_back()
    {
        using var imsim = await PostgresImsim.MakeAsync(Cancel);
        var outcome = await UpgradeAsync(imsim);
        outcome.Backup.ShouldBe(Path.Combine(imsim.Path, "registry.before-universe-8.dump"));
        await RunAsync($"DROP SCHEMA {imsim.Schema} CASCADE");
        using (var restore = Process.Start(new ProcessStartInfo("pg_restore", [$"--dbname={imsim.Settings.DatabaseUrl}", outcome.Backup!]))!)
        {
            await restore.WaitForExitAsync(Cancel);
            restore.ExitCode.ShouldBe(0);
        }

        await using var butler = await Butler.OpenAsync(imsim.Path, cancellationToken: Cancel);
        butler.Universe.Version.ShouldBe(1);
        (await butler.Queries.AllDatasetsAsync(new AllDatasetsQuery { Collections = ["*"] }, Cancel).CountAsync(Cancel)).ShouldBe(194);
    }

    [Fact]
    public async Task Rights_indexes_and_triggers_of_its_owner_are_kept()
    {
        using var imsim = await PostgresImsim.MakeAsync(Cancel);
        var schema = imsim.Schema;
        await RunAsync($"CREATE ROLE reader_{schema}; GRANT USAGE ON SCHEMA {schema} TO reader_{schema}; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reader_{schema}");
        await RunAsync($"CREATE INDEX mine ON {schema}.exposure (target_name); CREATE FUNCTION {schema}.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
        await RunAsync($"CREATE TRIGGER mine AFTER INSERT ON {schema}.visit FOR EACH ROW EXECUTE FUNCTION {schema}.nothing()");

        await UpgradeAsync(imsim);

        (await RunAsync($"SELECT count(*) FROM pg_catalog.pg_class c WHERE relkind = 'r' AND relnamespace = '{schema}'::regnamespace AND NOT has_table_privilege('reader_{schema}', c.oid, 'SELECT')")).ShouldBe(0L);
        (await RunAsync($"SELECT indexdef FROM pg_catalog.pg_indexes WHERE schemaname = '{schema}' AND indexname = 'mine'")).ShouldBe($"CREATE INDEX mine ON {schema}.exposure USING btree (target_name)");
        (await RunAsync($"SELECT count(*) FROM pg_catalog.pg_trigger WHERE tgname = 'mine' AND tgrelid = '{schema}.visit'::regclass")).ShouldBe(1L);
        await RunAsync($"DROP OWNED BY reader_{schema}; DROP ROLE reader_{schema}");
    }

    [Fact]
    public async Task What_hangs_on_a_table_and_is_not_understood_stops_it()
    {
        using var imsim = await PostgresImsim.MakeAsync(Cancel);
        await RunAsync($"CREATE VIEW {imsim.Schema}.mine AS SELECT * FROM {imsim.Schema}.exposure");

        var error = await Should.ThrowAsync<MigrationException>(UpgradeAsync(imsim));

        error.Message.ShouldContain("mine");
        await using var butler = await Butler.OpenAsync(imsim.Path, cancellationToken: Cancel);
        butler.Universe.Version.ShouldBe(1);
    }

    private static async Task<MigrationOutcome> UpgradeAsync(PostgresImsim imsim) =>
        await (await RepositoryMigration.OpenAsync(imsim.Path, Cancel)).UpgradeAsync(new(), BackupChoice.Beside, cancellationToken: Cancel);

    private static Task<List<DimensionRecord>> RecordsAsync(Butler butler, string element) =>
        butler.Queries.RecordsAsync(element, new DataIdQuery { Dimensions = [] }, Cancel).ToListAsync(Cancel).AsTask();

    // Tables of dataset types, and the datastore's own, which a migration leaves alone.
    private static bool IsOfDatasets(string statement) => statement.Contains("dataset_tags_", StringComparison.Ordinal)
        || statement.Contains("dataset_calibs_", StringComparison.Ordinal) || statement.Contains("file_datastore_records", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> StatementsAsync(string schema) =>
        PostgresDump.Statements((await PostgresDump.OfAsync(await PostgresServer.UrlAsync(), schema, Cancel)).Replace(schema, "schema", StringComparison.Ordinal));

    private static async Task<RegistrySettings> MakeAnewAsync(PostgresImsim imsim)
    {
        var settings = imsim.Settings with { Namespace = $"anew_{Guid.NewGuid():N}", ManagerVersions = new Dictionary<string, string>() };
        await SqlRegistry.CreateAsync(settings, DimensionUniverse.Default, Cancel);
        await using var old = await imsim.OpenAsync(Cancel);
        await using var made = await SqlRegistry.OpenAsync(settings, RegistryAccess.ReadWrite, Cancel);
        // Groups are numbered in the order in which dataset types were registered, which was that of their names.
        await made.DatasetTypes.RegisterAsync(await old.DatasetTypes.QueryAsync(["*"], null, Cancel), Cancel);
        await made.Opaque.RegisterAsync(PostgresImsim.Files, Cancel);
        return settings;
    }

    private static async Task<object?> RunAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await ConnectionAsync());
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private static async Task<string> ConnectionAsync()
    {
        var url = new Uri(await PostgresServer.UrlAsync());
        return $"Host={url.Host};Port={url.Port};Username=postgres;Database=postgres;Pooling=false";
    }
}
