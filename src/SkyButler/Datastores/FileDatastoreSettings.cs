using SkyButler.Configuration;
using SkyButler.Datastores.Cache;
using SkyButler.Datastores.Formatters;
using SkyButler.Datastores.Lookup;
using SkyButler.Datastores.Templates;
using SkyButler.Dimensions;
using SkyButler.Resources;

namespace SkyButler.Datastores;

/// <summary>The configuration of a file datastore. Each part is read when it is first needed.</summary>
internal sealed class FileDatastoreSettings
{
    private readonly Config section;
    private readonly Lazy<FileTemplates> templates;
    private readonly Lazy<FormatterTable> formatters;
    private readonly Lazy<Composites> composites;
    private readonly Lazy<Constraints> constraints;
    private readonly Lazy<CacheSettings> cache;

    public FileDatastoreSettings(Config section, DimensionUniverse universe, EnvironmentVariables environment)
    {
        this.section = section;
        templates = new(() => new(section.Section("templates").Root, universe));
        formatters = new(() => new(section.Section("formatters").Root, universe));
        composites = new(() => new(section.Section("composites"), universe));
        constraints = new(() => new(section.Section("constraints"), universe));
        cache = new(() => new(section.Section("cached"), universe, environment));
    }

    /// <summary>The root as it is written, perhaps with a place-holder.</summary>
    public string Root => section.RequiredText("root");

    /// <summary>The name under which the database knows the datastore: it contains the root as it is written.</summary>
    public string Name => section.Text("name") ?? $"FileDatastore@{Root}";

    /// <summary>The table of file records.</summary>
    public string RecordsTable => section.Text(".records.table") ?? "file_datastore_records";

    /// <summary>Whether a missing root is made.</summary>
    public bool CreatesRoot => section.Flag("create") ?? true;

    /// <summary>Whether checksums are recorded.</summary>
    public bool RecordsChecksums => section.Flag("checksum") ?? false;

    /// <summary>Whether a file whose checksum is recorded is compared with it each time that it is read.</summary>
    public bool VerifiesChecksums => section.Flag("verify_checksum") ?? false;

    /// <summary>Whether a dataset without records is looked for where its file would be.</summary>
    public bool TrustsPredictions => section.Flag("trust_get_request") ?? false;

    /// <summary>How files are called.</summary>
    public FileTemplates Templates => templates.Value;

    /// <summary>Which formatter writes what.</summary>
    public FormatterTable Formatters => formatters.Value;

    /// <summary>What is stored in components.</summary>
    public Composites Composites => composites.Value;

    /// <summary>What is taken at all.</summary>
    public Constraints Constraints => constraints.Value;

    /// <summary>Which remote files are kept here for a while.</summary>
    public CacheSettings Cache => cache.Value;
}
