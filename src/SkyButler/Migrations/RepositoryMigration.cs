using SkyButler.Configuration;
using SkyButler.Configuration.Repositories;
using SkyButler.Dimensions;
using SkyButler.Migrations.Running;
using SkyButler.Migrations.Tables;
using SkyButler.Migrations.Universes;
using SkyButler.Registry;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Registry.Managers;
using SkyButler.Resources;
using SkyButler.Resources.Durability;

namespace SkyButler.Migrations;

/// <summary>Tells the versions of a repository's tables, and brings them to others.</summary>
public sealed class RepositoryMigration
{
    private static readonly TimeSpan LockWait = TimeSpan.FromMinutes(1);
    private readonly string path;
    private readonly ConfigSources sources;

    private RepositoryMigration(string path, ConfigSources sources) => (this.path, this.sources) = (path, sources);

    /// <summary>Finds the database of a repository; it is not opened yet.</summary>
    /// <exception cref="ButlerException">There is no repository, or its database is of a kind that can't be migrated here.</exception>
    public static async Task<RepositoryMigration> OpenAsync(string repository, CancellationToken cancellationToken = default)
    {
        var sources = ConfigSources.Default;
        var config = await ButlerConfig.OpenAsync(repository, sources, cancellationToken).ConfigureAwait(false);
        if (config.IsRemote)
            throw new MigrationException("This repository is served by a server; migrate it where its database is.");
        if (!config.DatabaseUrl.StartsWith(SqliteConnector.Scheme + ":", StringComparison.Ordinal))
            throw new MigrationException(
                "Only repositories whose database is an SQLite file are migrated here; for PostgreSQL make a backup by pg_dump, then use Rubin's daf_butler_migrate.");
        return new(SqliteConnector.FileOf(config.DatabaseUrl), sources);
    }

    /// <summary>Versions as they are, and the steps from there to the newest.</summary>
    public async Task<RepositoryVersions> VersionsAsync(CancellationToken cancellationToken = default)
    {
        var database = Connect(RegistryAccess.ReadOnly);
        await using var closing = database.ConfigureAwait(false);
        var state = await StateReader.ReadAsync(database, cancellationToken).ConfigureAwait(false);
        var steps = new List<MigrationStep>();
        if (state.Universe.Namespace == UniverseSteps.Namespace)
            steps.AddRange(UniverseSteps.Between(state.Universe.Version, UniverseSteps.Newest).Select(s => new MigrationStep("universe", $"{s.From}", $"{s.To}", s.Summary)));
        if (!state.HasIntegerIds && state.DatasetsVersion.StartsWith("1.", StringComparison.Ordinal))
            steps.Add(new("datasets", state.DatasetsVersion, $"{KnownManagers.Datasets.Newest}", "dates of ingest become TAI nanoseconds"));
        return new()
        {
            Managers = [.. Managers(state)],
            Namespace = state.Universe.Namespace,
            Universe = state.Universe.Version,
            IsStandard = IsStandard(state.Universe),
            Steps = steps,
        };
    }

    /// <summary>What a migration would do; nothing is changed.</summary>
    /// <exception cref="MigrationException">There is no way from here to there.</exception>
    public async Task<MigrationPlan> PlanAsync(MigrationTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        var given = await LoadAsync(target, cancellationToken).ConfigureAwait(false);
        var database = Connect(RegistryAccess.ReadOnly);
        await using var closing = database.ConfigureAwait(false);
        var state = await StateReader.ReadAsync(database, cancellationToken).ConfigureAwait(false);
        return await new MigrationPlanner(database, state, target).PlanAsync(given, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Carries a migration out, in one transaction that keeps other writers out: it is done wholly or not at all, and can be repeated
    /// after whatever ended it.
    /// </summary>
    /// <param name="target">What the repository shall become.</param>
    /// <param name="backup">Whether the database is copied first.</param>
    /// <param name="progress">Is told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Cancels; nothing is changed then.</param>
    /// <exception cref="MigrationException">It can't be done; nothing was changed.</exception>
    public async Task<MigrationOutcome> UpgradeAsync(
        MigrationTarget target, BackupChoice backup, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(backup);
        var given = await LoadAsync(target, cancellationToken).ConfigureAwait(false);
        var database = Connect(RegistryAccess.ReadWrite);
        await using var closing = database.ConfigureAwait(false);
        await database.CheckAsync(cancellationToken).ConfigureAwait(false);
        MigrationPlan? plan = null;
        string? copy = null;
        await database.TransactAsync(
            async token =>
            {
                FaultPoints.Hit("migrate.locked");
                var state = await StateReader.ReadAsync(database, token).ConfigureAwait(false);
                plan = await new MigrationPlanner(database, state, target).PlanAsync(given, token).ConfigureAwait(false);
                if (plan.Problems.Count > 0)
                    throw new MigrationException(
                        plan.Problems[0] + (plan.Problems.Count > 1 ? $" ({plan.Problems.Count - 1} more: 'butler migrate explain' lists them.)" : ""));
                if (plan.IsEmpty)
                    return;
                if (backup != BackupChoice.None)
                    copy = SqliteBackup.Make(path, backup, plan.Label, token);
                FaultPoints.Hit("migrate.backed-up");
                await new MigrationRunner(database, state, plan, progress).RunAsync(token).ConfigureAwait(false);
                FaultPoints.Hit("migrate.before-commit");
            },
            cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("migrate.committed");
        return new(plan!, copy);
    }

    private static IEnumerable<ManagerState> Managers(RepositoryState state)
    {
        foreach (var key in KnownManagers.RequiredKeys.Append("obscore"))
        {
            if (!state.Attributes.TryGetValue(RegistryAttributes.ManagerName(key), out var name))
                continue;
            var known = KnownManagers.All.FirstOrDefault(m => m.Key == key && m.IsNamed(name));
            yield return new(key, name, state.Attributes.GetValueOrDefault($"version:{name}"), known?.Newest.ToString());
        }
    }

    private static bool IsStandard(DimensionUniverse universe)
    {
        if (universe.Namespace != UniverseSteps.Namespace)
            return false;
        try
        {
            return UniverseSteps.Apply(universe, UniverseSteps.Between(universe.Version, UniverseSteps.Newest)) == DimensionUniverse.Default;
        }
        catch (MigrationException)
        {
            return false;
        }
    }

    private Database Connect(RegistryAccess access) => new(new SqliteMigrationConnector(path, access, LockWait));

    private async Task<DimensionUniverse?> LoadAsync(MigrationTarget target, CancellationToken cancellationToken) => target.DimensionConfig is { } file
        ? await MigrationPlanner.LoadAsync(new(sources), ResourcePath.Parse(file, sources.WorkingDirectory, sources.Environment), cancellationToken).ConfigureAwait(false)
        : null;
}
