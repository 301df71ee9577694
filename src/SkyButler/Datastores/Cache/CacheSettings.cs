using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Datasets;
using SkyButler.Datastores.Lookup;
using SkyButler.Dimensions;
using SkyButler.Resources;

namespace SkyButler.Datastores.Cache;

/// <summary>The configuration of the cache: the section <c>cached</c>, and the environment over it.</summary>
internal sealed class CacheSettings
{
    private static readonly object Kept = new();
    private static readonly object Passing = new();
    private readonly LookupTable<object> table;

    /// <summary>Reads the section.</summary>
    /// <param name="section">The section; empty where there is to be no cache.</param>
    /// <param name="universe">Says which names are dimensions.</param>
    /// <param name="environment">The environment.</param>
    public CacheSettings(Config section, DimensionUniverse universe, EnvironmentVariables environment)
    {
        table = new(
            LookupReader.Read(section.Section("cacheable").Root, universe, Read),
            section.Flag(LookupReader.DefaultKey) == true ? Kept : Passing);
        Root = environment["DAF_BUTLER_CACHE_DIRECTORY"] ?? section.Text("root") ?? environment["DAF_BUTLER_CACHE_DIRECTORY_IF_UNSET"];
        Expiry = section.Root.Entries.Count == 0
            ? new(CacheExpiryMode.Disabled, 0)
            : environment[ExpiryVariable] is { } text ? CacheExpiry.Parse(text, ExpiryVariable) : CacheExpiry.Read(section.Section("expiry"));
    }

    private const string ExpiryVariable = "DAF_BUTLER_CACHE_EXPIRATION_MODE";

    /// <summary>The folder as it is written; null for one of this client alone.</summary>
    public string? Root { get; }

    /// <summary>When files leave the cache.</summary>
    public CacheExpiry Expiry { get; }

    /// <summary>Whether the files of a dataset are kept.</summary>
    public bool Keeps(DatasetRef dataset) => ReferenceEquals(table.Find(dataset), Kept);

    private static object Read(ConfigNode node) => node is ConfigScalar { Value: bool keeps }
        ? keeps ? Kept : Passing
        : throw new ConfigException(node.Location, $"cached.cacheable takes true or false, but this is {node.Kind}.");
}
