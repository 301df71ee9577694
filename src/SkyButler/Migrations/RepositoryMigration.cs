using SkyButler.Configuration;
using SkyButler.Configuration.Repositories;
using SkyButler.Dimensions;
using SkyButler.Migrations.Databases;
using SkyButler.Migrations.Databases.Postgres;
using SkyButler.Migrations.Databases.Sqlite;
using SkyButler.Migrations.Running;
using SkyButler.Migrations.Tables;
using SkyButler.Migrations.Universes;
using SkyButler.Registry;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Registry.Managers;
using SkyButler.Resources;
using SkyButler.Resources.Durability;

namespace SkyButler.Migrations;

/// <summary>Tells the versions of a repository's tables, and brings them to others.</summary>
public sealed class RepositoryMigration
{
    private readonly MigrationDatabase kind;
    private readonly ConfigSources sources;

    private RepositoryMigration(MigrationDatabase kind, ConfigSources sources) => (this.kind, this.sources) = (kind, sources);

    /// <summary>Finds the database of a repository; it is not opened yet.</summary>
    /// <exception cref="ButlerException">There is no repository, or a server stands before its database.</exception>
    public static async Task<RepositoryMigration> OpenAsync(string repository, CancellationToken cancellationToken = default)
    {
        var sources = ConfigSources.Default;
        var config = await ButlerConfig.OpenAsync(repository, sources, cancellationToken).ConfigureAwait(false);
        if (config.IsRemote)
            throw new MigrationException("This repository is served by a server; migrate it where its database is.");
        MigrationDatabase kind = config.DatabaseUrl.StartsWith(SqliteConnector.Scheme + ":", StringComparison.Ordinal)
            ? new SqliteMigrationDatabase(SqliteConnector.FileOf(config.DatabaseUrl))
            : await PostgresMigrationDatabase.FindAsync(config, cancellationToken).ConfigureAwait(false);
        return new(kind, sources);
    }

    /// <summary>Versions as they are, and the steps from there to the newest.</summary>
    public async Task<RepositoryVersions> VersionsAsync(CancellationToken cancellationToken = default)
    {
        var database = kind.Connect(RegistryAccess.ReadOnly);
        await using var closing = database.ConfigureAwait(false);
        var state = await StateReader.ReadAsync(kind, database, cancellationToken).ConfigureAwait(false);
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
        var database = kind.Connect(RegistryAccess.ReadOnly);
        await using var closing = database.ConfigureAwait(false);
        var state = await StateReader.ReadAsync(kind, database, cancellationToken).ConfigureAwait(false);
        return await new MigrationPlanner(kind, database, state, target).PlanAsync(given, cancellationToken).ConfigureAwait(false);
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
        var database = kind.Connect(RegistryAccess.ReadWrite);
        await using var closing = database.ConfigureAwait(false);
        await database.CheckAsync(cancellationToken).ConfigureAwait(false);
        MigrationPlan? plan = null;
        string? copy = null;
        await database.TransactAsync(
            async token =>
            {
                await kind.KeepWritersOutAsync(database, token).ConfigureAwait(false);
                FaultPoints.Hit("migrate.locked");
                var state = await StateReader.ReadAsync(kind, database, token).ConfigureAwait(false);
                plan = await new MigrationPlanner(kind, database, state, target).PlanAsync(given, token).ConfigureAwait(false);
                if (plan.Problems.Count > 0)
                    throw new MigrationException(
                        plan.Problems[0] + (plan.Problems.Count > 1 ? $" ({plan.Problems.Count - 1} more: 'butler migrate explain' lists them.)" : ""));
                if (plan.IsEmpty)
                    return;
                if (backup != BackupChoice.None)
                    copy = await kind.BackUpAsync(backup, plan.Label, token).ConfigureAwait(false);
                FaultPoints.Hit("migrate.backed-up");
                await new MigrationRunner(kind, database, state, plan, progress).RunAsync(token).ConfigureAwait(false);
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

    private async Task<DimensionUniverse?> LoadAsync(MigrationTarget target, CancellationToken cancellationToken) => target.DimensionConfig is { } file
        ? await MigrationPlanner.LoadAsync(new(sources), ResourcePath.Parse(file, sources.WorkingDirectory, sources.Environment), cancellationToken).ConfigureAwait(false)
        : null;
}
