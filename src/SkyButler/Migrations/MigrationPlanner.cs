using System.Globalization;
using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Dimensions;
using SkyButler.Migrations.Databases;
using SkyButler.Migrations.Tables;
using SkyButler.Migrations.Universes;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Managers;
using SkyButler.Registry.Schema;

namespace SkyButler.Migrations;

/// <summary>Works out what a migration does, by reading only.</summary>
internal sealed class MigrationPlanner(MigrationDatabase kind, Database database, RepositoryState state, MigrationTarget target)
{
    private readonly List<string> warnings = [];
    private readonly List<string> problems = [];
    private readonly List<MigrationStep> steps = [];

    public async Task<MigrationPlan> PlanAsync(DimensionUniverse? given, CancellationToken cancellationToken)
    {
        var universe = Universe(given);
        var datasets = Datasets();
        var attributes = new List<AttributeChange>();
        var tables = new List<TableChange>();
        var difference = UniverseText.Difference(state.Universe, universe);
        var planner = new SchemaPlanner(state, universe, new SchemaVariant(state.Variant.NamesAreKeys, datasets.Major == 1), target, database.Dialect, kind);
        if (steps.Count > 0 || difference.Count > 0)
        {
            attributes.AddRange(AttributeChanges(datasets));
            planner.Plan();
            problems.AddRange(planner.Problems);
            if (problems.Count == 0)
                await ForecastAsync(planner, tables, cancellationToken).ConfigureAwait(false);
            await CheckCommonPixelsAsync(universe, cancellationToken).ConfigureAwait(false);
        }

        return new()
        {
            Location = state.Location,
            Steps = steps,
            Tables = tables,
            Attributes = attributes,
            Universe = difference,
            Problems = problems,
            Warnings = warnings,
            Label = difference.Count > 0
                ? string.Create(CultureInfo.InvariantCulture, $"universe-{universe.Version}")
                : $"datasets-{datasets}",
            Copies = planner.Copies,
            Dropped = problems.Count > 0 ? [] : planner.Dropped,
            UniverseJson = universe.ConfigurationJson,
        };
    }

    /// <summary>The universe in a file, of the same form as for a new repository.</summary>
    public static async Task<DimensionUniverse> LoadAsync(ConfigLoader loader, Resources.ResourcePath file, CancellationToken cancellationToken)
    {
        var config = await loader.LoadAsync(file, cancellationToken).ConfigureAwait(false);
        if (config.Find("dimensions") is ConfigMapping inner)
            config = new(inner);
        return DimensionUniverse.FromJson(config.Root.ToJson()!.ToJsonString());
    }

    private DimensionUniverse Universe(DimensionUniverse? given)
    {
        var old = state.Universe;
        if (given is not null)
        {
            if (given.Namespace != old.Namespace)
                throw new MigrationException($"The universe in '{target.DimensionConfig}' has the namespace '{given.Namespace}' and the repository's has '{old.Namespace}'; they must be the same.");
            if (given.Version < old.Version)
                throw new MigrationException($"The universe in '{target.DimensionConfig}' is {given} and the repository has {old}, which is newer; going back is not possible.");
            if (UniverseText.Difference(old, given).Count > 0)
                steps.Add(new("universe", Text(old.Version), Text(given.Version), $"the universe of '{target.DimensionConfig}'"));
            return given;
        }

        if (old.Namespace != UniverseSteps.Namespace)
        {
            return target.Universe is { } asked && asked != old.Version
                ? throw new MigrationException($"The steps between versions of the namespace '{old.Namespace}' are not known here; write the universe that the repository shall have to a file and name it by --dimension-config.")
                : old;
        }

        var wanted = target.Universe ?? Math.Max(old.Version, UniverseSteps.Newest);
        if (wanted < old.Version)
            throw new MigrationException(string.Create(CultureInfo.InvariantCulture, $"The repository has {old}, and going back to version {wanted} is not possible; restore a backup instead."));
        if (wanted > UniverseSteps.Newest && wanted != old.Version)
            throw new MigrationException(string.Create(CultureInfo.InvariantCulture, $"Version {wanted} of the universe '{old.Namespace}' is not known here; the newest is {UniverseSteps.Newest}."));
        var taken = UniverseSteps.Between(old.Version, wanted);
        try
        {
            var upgraded = taken.Count == 0 ? old : UniverseSteps.Apply(old, taken);
            steps.AddRange(taken.Select(s => new MigrationStep("universe", Text(s.From), Text(s.To), s.Summary)));
            return upgraded;
        }
        catch (MigrationException e) when (target.Universe is null)
        {
            warnings.Add($"The universe stays as it is. {e.Message}");
            return old;
        }
    }

    private ManagerVersion Datasets()
    {
        var known = KnownManagers.Datasets.Versions;
        if (state.HasIntegerIds)
            throw new MigrationException(ObsoleteManagers.NumbersDatasetsIn(state.Location));
        var old = ManagerVersion.TryParse(state.DatasetsVersion);
        if (old is not { } current || !known.Contains(current))
            throw new MigrationException($"The database '{state.Location}' has version {state.DatasetsVersion} of the datasets tables, and steps are known from {string.Join(" and ", known)} only.");
        var wanted = target.Datasets is { } asked
            ? known.Cast<ManagerVersion?>().FirstOrDefault(v => v == ManagerVersion.TryParse(asked))
                ?? throw new MigrationException($"Version '{asked}' of the datasets tables is not known here; known are {string.Join(" and ", known)}.")
            : KnownManagers.Datasets.Newest;
        if (wanted.CompareTo(current) < 0)
            throw new MigrationException($"The datasets tables have version {current}, and going back to {wanted} is not possible; restore a backup instead.");
        if (wanted != current)
            steps.Add(new("datasets", current.ToString(), wanted.ToString(), "dates of ingest become TAI nanoseconds"));
        return wanted;
    }

    private IEnumerable<AttributeChange> AttributeChanges(ManagerVersion datasets)
    {
        foreach (var key in KnownManagers.RequiredKeys)
        {
            if (!state.Attributes.TryGetValue(RegistryAttributes.ManagerName(key), out var name)
                || KnownManagers.All.FirstOrDefault(m => m.Key == key && m.IsNamed(name)) is not { } manager
                || !state.Attributes.TryGetValue($"version:{name}", out var text)
                || ManagerVersion.TryParse(text) is not { } version)
                continue;
            // Tables of later patches differ in nothing that a reader could see.
            var wanted = key == "datasets" ? datasets : manager.Newest;
            if (wanted != version && (key == "datasets" || (wanted.Major == version.Major && wanted.Minor == version.Minor && wanted.CompareTo(version) > 0)))
                yield return new($"version:{name}", text, wanted.ToString());
        }

        foreach (var (name, value) in state.Attributes.Where(a => a.Key.StartsWith("schema_digest:", StringComparison.Ordinal)).OrderBy(a => a.Key, StringComparer.Ordinal))
            yield return new(name, value, null);
    }

    private async Task ForecastAsync(SchemaPlanner planner, List<TableChange> tables, CancellationToken cancellationToken)
    {
        foreach (var copy in planner.Copies)
        {
            var rows = 0L;
            foreach (var fill in copy.Fills)
            {
                var forecast = await fill.ForecastAsync(database, database.Dialect.Quote, cancellationToken).ConfigureAwait(false);
                problems.AddRange(forecast.Problems);
                warnings.AddRange(forecast.Warnings);
                rows = Math.Max(rows, forecast.Rows);
            }

            var before = copy.Replaces ? await CountAsync($"{database.Dialect.Quote(copy.Table.Name)}", cancellationToken).ConfigureAwait(false) : 0;
            var differences = planner.Differences[copy.Table.Name];
            var kind = !copy.Replaces ? TableChangeKind.New : differences.Count > 0 || rows != before ? TableChangeKind.Changed : TableChangeKind.Restated;
            tables.Add(new(copy.Table.Name, kind, differences, before, rows));
        }

        foreach (var (table, column) in planner.Lost)
        {
            var name = database.Dialect.Quote(column);
            if (await CountAsync($"{database.Dialect.Quote(table)} WHERE {name} IS NOT NULL", cancellationToken).ConfigureAwait(false) is var filled and > 0)
                problems.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{filled} rows have a value in '{table}.{column}', which the new universe has no place for; keep the column, or empty it first."));
        }

        foreach (var table in planner.Dropped)
        {
            var rows = await CountAsync(database.Dialect.Quote(table), cancellationToken).ConfigureAwait(false);
            tables.Add(new(table, TableChangeKind.Dropped, [], rows, 0));
            if (rows > 0 && state.Universe.TryGet(table, out _))
                problems.Add(string.Create(
                    CultureInfo.InvariantCulture, $"'{table}' has {rows} records, which the new universe has no place for; keep the element, or delete them first."));
        }
    }

    private async Task CheckCommonPixelsAsync(DimensionUniverse universe, CancellationToken cancellationToken)
    {
        if (universe.CommonSkyPix.Name == state.Universe.CommonSkyPix.Name)
            return;
        foreach (var element in OverlapTables.SpatialElements(state.Universe))
            if (state.Tables.ContainsKey(OverlapTables.Name(element))
                && await CountAsync(database.Dialect.Quote(OverlapTables.Name(element)), cancellationToken).ConfigureAwait(false) > 0)
                problems.Add($"Regions of '{element}' are found by pixels of {state.Universe.CommonSkyPix}, which would become {universe.CommonSkyPix}; leave skypix.common as it is.");
    }

    private async Task<long> CountAsync(string from, CancellationToken cancellationToken) =>
        (await database.FetchAsync(database.Sql().Raw($"SELECT COUNT(*) FROM {from}").Build(ColumnType.Int), cancellationToken).ConfigureAwait(false))[0].Number(0, 0);

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);
}
