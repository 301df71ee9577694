using SkyButler.Migrations;

namespace SkyButler.Conformance.Migrations;

/// <summary>What <see cref="KilledMigrationTests"/> runs in a process of its own, to be killed. Never run otherwise.</summary>
internal static class MigrationVictim
{
    internal static async Task MigrateAsync()
    {
        var root = Environment.GetEnvironmentVariable(KilledMigrationTests.RootVariable)!;
        var migration = await RepositoryMigration.OpenAsync(root, TestContext.Current.CancellationToken);
        await migration.UpgradeAsync(new(), BackupChoice.Beside, cancellationToken: TestContext.Current.CancellationToken);
    }
}
