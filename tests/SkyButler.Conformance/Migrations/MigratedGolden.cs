using SkyButler.Migrations;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Migrations;

/// <summary>Copies of repositories that Rubin made years ago, brought to today's schema.</summary>
internal static class MigratedGolden
{
    public const string Database = "gen3.sqlite3";

    public static async Task<TemporaryDirectory> MakeAsync(string name, MigrationTarget target, CancellationToken cancellationToken)
    {
        var copy = SharedFiles.CopyGolden(name);
        var migration = await RepositoryMigration.OpenAsync(copy.Path, cancellationToken);
        await migration.UpgradeAsync(target, BackupChoice.Beside, cancellationToken: cancellationToken);
        return copy;
    }
}
