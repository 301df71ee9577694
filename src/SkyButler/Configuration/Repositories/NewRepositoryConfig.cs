using SkyButler.Configuration.Nodes;
using SkyButler.Resources;

namespace SkyButler.Configuration.Repositories;

/// <summary>The configuration of a repository that is about to be made.</summary>
/// <param name="Written">What goes into its file.</param>
/// <param name="File">Where the file goes.</param>
/// <param name="Complete">The same with all defaults.</param>
/// <param name="ObsCore">The settings of the observation table, which go into the database; null when there is none.</param>
/// <param name="Warnings">What the user should hear.</param>
public sealed record NewRepositoryConfig(
    Config Written, ResourcePath File, ButlerConfig Complete, ConfigNode? ObsCore, IReadOnlyList<string> Warnings)
{
    private const string SqliteDefault = "sqlite:///" + ButlerConfig.RootTag + "/gen3.sqlite3";
    private const string ObsCoreKey = ".registry.managers.obscore";

    private static readonly string[] Headings = [.. ComponentDefaults.Components, "cls", "skybutler"];

    /// <summary>The content of the file.</summary>
    public string Text => Written.ToYaml();

    /// <summary>Decides the configuration of a new repository.</summary>
    /// <exception cref="ConfigException">The seed is wrong, or lacks the URL of a database that has no default place.</exception>
    public static async Task<NewRepositoryConfig> MakeAsync(
        RepositoryCreation creation, ConfigSources? sources = null, CancellationToken cancellationToken = default)
    {
        var seed = creation.Seed.Without("root");
        var root = creation.Root.AsDirectory();
        var full = await ButlerConfig.FromConfigAsync(seed, root, sources, cancellationToken).ConfigureAwait(false);
        var written = ComponentDefaults.Components.Aggregate(seed, Unwrapped);
        written = written.With("datastore", new DatastorePlaces(creation.Places).Place(written.Section("datastore"), full.Datastore, ButlerConfig.RootTag).Root);
        var notHeeded = NotHeeded(seed, creation.Places);
        written = WithDatabase(written, full, creation.Places);
        if (!root.IsLocal && written.RequiredText(".registry.db") is var url && url.StartsWith("sqlite", StringComparison.Ordinal) && url.Contains(ButlerConfig.RootTag, StringComparison.Ordinal))
        {
            throw new ConfigException(
                $"A repository at {root.DisplayName} can't have its SQLite database there: name a local file, or a PostgreSQL server, by registry.db in a seed, and say --override.");
        }

        written = creation.Defaults == DefaultsInFile.Everything
            ? written.Merge(full.Tree)
            : written.With(".registry.managers", written.Section(".registry.managers").Merge(full.Registry.Section("managers")).Root);
        if (creation.OutFile is not null)
            written = written.With("root", root.ToString());
        var (stripped, obsCore, warnings) = TakeObsCore(written);
        var complete = await ButlerConfig.FromConfigAsync(stripped, root, sources, cancellationToken).ConfigureAwait(false);
        return new(stripped, creation.OutFile ?? root.Join(ButlerConfig.FileName), complete, obsCore, [.. notHeeded, .. warnings]);
    }

    // What a seed says, and a new repository does not do: places without leave to choose them, and headings that mean nothing.
    private static IEnumerable<string> NotHeeded(Config seed, SeedPlaces places)
    {
        if (places == SeedPlaces.Replaced)
        {
            foreach (var (key, usual) in new[] { (".registry.db", SqliteDefault), (".datastore.root", ButlerConfig.RootTag) })
            {
                if (seed.Text(key) is { } place && place != usual && !(key == ".registry.db" && !place.StartsWith("sqlite", StringComparison.Ordinal)))
                    yield return $"The seed's {key[1..]} '{place}' is replaced by '{usual}'; say --override to let the seed decide.";
            }
        }

        foreach (var heading in seed.Keys.Except(Headings, StringComparer.Ordinal))
            yield return $"The seed's heading '{heading}' means nothing to a repository; it is copied into its configuration.{Suggestions.For(heading, Headings)}";
    }

    // A section that was doubled is written once.
    private static Config Unwrapped(Config config, string component) =>
        config.Contains(component) ? config.With([component], ComponentDefaults.Own(config, component).Root) : config;

    private static Config WithDatabase(Config written, ButlerConfig full, SeedPlaces places)
    {
        if (places == SeedPlaces.Kept && written.Text(".registry.db") is not null)
            return written;
        var url = full.Registry.RequiredText("db");
        return written.With(".registry.db", url.StartsWith("sqlite", StringComparison.Ordinal) ? SqliteDefault : url);
    }

    // The observation table's settings live in the database alone; its manager without settings can't work.
    private static (Config Written, ConfigNode? ObsCore, IReadOnlyList<string> Warnings) TakeObsCore(Config written)
    {
        if (!written.Contains(ObsCoreKey))
            return (written, null, []);
        if (written.Find(ObsCoreKey) is ConfigMapping mapping && mapping.TryGet("config", out var settings))
            return (written.With(ObsCoreKey, mapping.Without("config")), settings, []);
        return (written.Without(ObsCoreKey), null, ["The obscore manager is configured without settings; the repository is made without it."]);
    }
}
