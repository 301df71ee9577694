using SkyButler.Conformance.Registry;
using SkyButler.Dimensions.DataIds;
using SkyButler.Migrations;
using SkyButler.Queries;
using SkyButler.Tests.Shared;
using SkyButler.Tests.Shared.Processes;

namespace SkyButler.Conformance.Migrations;

/// <summary>Migrations whose process is killed; the next one completes what was begun.</summary>
public sealed class KilledMigrationTests
{
    internal const string RootVariable = "SKYBUTLER_MIGRATION_ROOT";

    private const string Statements = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Lazy<Task<Dictionary<string, string>>> Whole = new(async () =>
    {
        using var whole = await MigratedGolden.MakeAsync("rubin-imsim", new(), CancellationToken.None);
        return await GoldenRegistry.PairsAsync(whole.File(MigratedGolden.Database), Statements, CancellationToken.None);
    });

    /// <summary>Every moment from taking the lock to the end; of the tables one in the middle, or all of them in a full campaign.</summary>
    public static TheoryData<string> Moments
    {
        get
        {
            var moments = new TheoryData<string>(
                "migrate.locked", "migrate.backup-written", "migrate.backed-up", "migrate.set-aside", "migrate.table:17", "migrate.before-check", "migrate.before-commit", "migrate.committed");
            if (Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 })
                for (var table = 1; table <= 50; table++)
                    moments.Add($"migrate.table:{table}");
            return moments;
        }
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_killed_migration_completes_when_run_again(string moment)
    {
        using var copy = SharedFiles.CopyGolden("rubin-imsim");
        await KillAsync(copy.Path, moment);
        // What reads may be refused until the interrupted write has been taken back, which the next migration does.
        await (await RepositoryMigration.OpenAsync(copy.Path, Cancel)).UpgradeAsync(new(), BackupChoice.Beside, cancellationToken: Cancel);

        var file = copy.File(MigratedGolden.Database);
        (await GoldenRegistry.PairsAsync(file, Statements, Cancel)).ShouldBe(await Whole.Value, ignoreOrder: true);
        Directory.GetFiles(copy.Path).Select(Path.GetFileName).ShouldNotContain(n => n!.EndsWith(".unfinished", StringComparison.Ordinal) || n.EndsWith("-journal", StringComparison.Ordinal));
        await using var butler = await Butler.OpenAsync(copy.Path, new() { Collections = ["LSSTCam-imSim/calib"] }, Cancel);
        (await butler.Queries.AllDatasetsAsync(new AllDatasetsQuery { Collections = ["*"] }, Cancel).CountAsync(Cancel)).ShouldBe(194);
        var dataId = new DataId { ["instrument"] = "LSSTCam-imSim", ["exposure"] = 204595, ["detector"] = 42 };
        (await butler.FindDatasetAsync("flat", dataId, cancellationToken: Cancel))!.Id.ShouldBe(new Guid("529951fe-b9f2-4eaa-82f1-635b96f050fc"));
    }

    [Fact]
    public async Task The_backup_is_the_repository_as_it_was()
    {
        using var copy = await MigratedGolden.MakeAsync("rubin-imsim", new(), Cancel);
        var before = await GoldenRegistry.PairsAsync(GoldenRegistry.File("rubin-imsim"), Statements, Cancel);
        var backup = copy.File("gen3.sqlite3.before-universe-8");
        (await GoldenRegistry.PairsAsync(backup, Statements, Cancel)).ShouldBe(before, ignoreOrder: true);
        File.Move(backup, copy.File(MigratedGolden.Database), overwrite: true);
        await using var butler = await Butler.OpenAsync(copy.Path, cancellationToken: Cancel);
        butler.Universe.Version.ShouldBe(1);
        (await butler.Queries.AllDatasetsAsync(new AllDatasetsQuery { Collections = ["*"] }, Cancel).CountAsync(Cancel)).ShouldBe(194);
    }

    internal static async Task KillAsync(string root, string moment)
    {
        var end = await OwnProcess.RunAsync(
            typeof(MigrationVictim), nameof(MigrationVictim.MigrateAsync), new Dictionary<string, string> { ["SKYBUTLER_FAULT"] = moment, [RootVariable] = root });
        end.ExitCode.ShouldBe(OwnProcess.Killed, end.Output);
    }
}
