using SkyButler.Configuration.Nodes;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Configuration.Repositories;

/// <summary>
/// Which types of ours stand for names that a repository or pipeline uses: the <c>skybutler</c> section of <c>butler.yaml</c>, over
/// <c>skybutler.yaml</c> under the root, over files of that name on <c>DAF_BUTLER_CONFIG_PATH</c>.
/// </summary>
public sealed class TypeNames
{
    private const string Section = "skybutler";
    private const string FileName = "skybutler.yaml";

    private static readonly string[] Headings = ["formatters", "storageClasses", "tasks", "undo"];

    private TypeNames(Config config) => Config = config;

    /// <summary>No names.</summary>
    public static TypeNames Empty { get; } = new(Config.Empty);

    /// <summary>The whole section, for settings other than names.</summary>
    public Config Config { get; }

    /// <summary>Our type for a formatter's name; null when none is given.</summary>
    public string? Formatter(string name) => Find("formatters", name);

    /// <summary>Our type for the name of a Python type of a storage class; null when none is given.</summary>
    public string? PythonType(string name) => Find("storageClasses", name);

    /// <summary>Our type for a task's name; null when none is given.</summary>
    public string? Task(string name) => Find("tasks", name);

    /// <summary>Our type for a name of any other kind, by the heading under which it is listed; null when none is given.</summary>
    public string? Find(string heading, string name) => Config.Find([heading, name]) is ConfigScalar scalar ? scalar.Text : null;

    /// <summary>The names of a section, as for a pipeline file that brings its own.</summary>
    public static TypeNames Of(Config section) => new(section);

    /// <summary>These names with others laid over them.</summary>
    public TypeNames Update(TypeNames other) => new(Config.Update(other.Config));

    internal static async Task<TypeNames> LoadAsync(Config own, ResourcePath root, ConfigSources sources, CancellationToken cancellationToken)
    {
        var loader = new ConfigLoader(sources);
        var config = Config.Empty;
        foreach (var folder in sources.AllSearchPaths.Reverse().Append(root))
        {
            var file = folder.Join(FileName);
            if (!await sources.Stores.ExistsAsync(file, cancellationToken).ConfigureAwait(false))
                continue;
            var loaded = await loader.LoadAsync(file, cancellationToken).ConfigureAwait(false);
            config = config.Update(Checked(loaded.Contains(Section) ? loaded.Section(Section) : loaded));
        }
        return new(config.Update(Checked(own.Section(Section))));
    }

    // A misspelt heading would hide what stands under it.
    private static Config Checked(Config section) =>
        section.Keys.FirstOrDefault(key => !Headings.Contains(key, StringComparer.Ordinal)) is { } unknown
            ? throw new ConfigException(
                section.Find([unknown])!.Location,
                $"'{unknown}' is no heading of the section {Section}, which has {string.Join(", ", Headings)}.{Suggestions.For(unknown, Headings)}")
            : section;
}
