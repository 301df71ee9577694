using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Datasets;
using SkyButler.Datastores.Lookup;
using SkyButler.Dimensions;

namespace SkyButler.Datastores.Formatters;

/// <summary>Which formatter the configuration names for which datasets.</summary>
internal sealed class FormatterTable
{
    private const string Recipes = "write_recipes";
    private readonly LookupTable<FormatterChoice> table;
    private readonly ConfigMapping defaults;

    /// <summary>Reads the section <c>formatters</c>.</summary>
    public FormatterTable(ConfigMapping section, DimensionUniverse universe)
    {
        var config = new Config(section);
        defaults = config.Section(LookupReader.DefaultKey).Root;
        WriteRecipes = config.Section(Recipes).Root.Entries.ToDictionary(
            e => e.Key.ToString(), e => PlainMapping(e.Value), StringComparer.Ordinal);
        table = new(LookupReader.Read(section, universe, Read, LookupReader.DefaultKey, Recipes), null);
    }

    /// <summary>Named ways of writing, by formatter class.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> WriteRecipes { get; }

    /// <summary>The formatter of a dataset; null where none is configured.</summary>
    public FormatterChoice? Find(DatasetRef dataset) => table.Find(dataset);

    /// <summary>The formatter of a dataset type; null where none is configured.</summary>
    public FormatterChoice? Find(DatasetType type) => table.Find(type, null);

    /// <summary>The formatter of a dataset.</summary>
    /// <exception cref="DatastoreException">None is configured.</exception>
    public FormatterChoice For(DatasetRef dataset) => Find(dataset) ?? throw new DatastoreException(
        $"No formatter is configured for the dataset type '{dataset.DatasetType.Name}' with storage class '{dataset.DatasetType.StorageClass}'; "
        + "name one under datastore.formatters in butler.yaml.");

    /// <summary>A formatter by its class name, with the parameters that are its defaults.</summary>
    public FormatterChoice Named(string name) =>
        new(name, defaults.TryGet(name, out var parameters) ? PlainMapping(parameters) : new Dictionary<string, object?>());

    private FormatterChoice? Read(ConfigNode node)
    {
        switch (node)
        {
            case ConfigScalar { Value: string name }:
                return Named(name);
            case ConfigScalar { Value: null }:
                return null;
            case ConfigMapping mapping when mapping.TryGet("formatter", out var given) && given is ConfigScalar { Value: string name }:
                var parameters = new Dictionary<string, object?>(Named(name).Parameters, StringComparer.Ordinal);
                if (mapping.TryGet("parameters", out var own))
                {
                    foreach (var (key, value) in PlainMapping(own))
                        parameters[key] = value;
                }

                return new(name, parameters);
            default:
                throw new ConfigException(node.Location, $"A formatter is a class name, or a mapping of 'formatter' and 'parameters', but this is {node.Kind}.");
        }
    }

    private static IReadOnlyDictionary<string, object?> PlainMapping(ConfigNode node) => node is ConfigMapping mapping
        ? mapping.Entries.ToDictionary(e => e.Key.ToString(), e => e.Value.ToPlain(), StringComparer.Ordinal)
        : throw new ConfigException(node.Location, $"Parameters of a formatter must be a mapping, but this is {node.Kind}.");
}
