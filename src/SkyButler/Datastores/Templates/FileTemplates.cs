using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Datasets;
using SkyButler.Datastores.Lookup;
using SkyButler.Dimensions;

namespace SkyButler.Datastores.Templates;

/// <summary>The file templates of a datastore.</summary>
internal sealed class FileTemplates
{
    private readonly LookupTable<FileTemplate> table;

    /// <summary>Reads the section <c>templates</c>; an empty or false default means that there is none.</summary>
    public FileTemplates(ConfigMapping section, DimensionUniverse universe)
    {
        var fallback = section.TryGet(LookupReader.DefaultKey, out var node) ? ReadDefault(node) : null;
        table = new(LookupReader.Read(section, universe, Read, LookupReader.DefaultKey), fallback);
    }

    /// <summary>The template of a dataset.</summary>
    /// <exception cref="TemplateException">None applies.</exception>
    public FileTemplate For(DatasetRef dataset) => table.Find(dataset) ?? throw new TemplateException(
        $"No file template applies to the dataset type '{dataset.DatasetType.Name}'; add one under datastore.templates in butler.yaml.");

    /// <summary>Instruments that have templates of their own.</summary>
    public IEnumerable<string> Instruments => table.Entries.Keys.Select(k => k.Instrument).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>The template of a dataset type's datasets, those of an instrument where one is given; null where none applies.</summary>
    public FileTemplate? Find(DatasetType type, string? instrument) => table.Find(type, instrument);

    private static FileTemplate Read(ConfigNode node) => node is ConfigScalar { Value: string text }
        ? FileTemplate.Parse(text)
        : throw new ConfigException(node.Location, $"A file template must be text, but it is {node.Kind}.");

    private static FileTemplate? ReadDefault(ConfigNode node) =>
        node is ConfigScalar { Value: null or false or "" } ? null : Read(node);
}
