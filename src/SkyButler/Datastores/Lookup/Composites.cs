using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Datasets;
using SkyButler.Dimensions;

namespace SkyButler.Datastores.Lookup;

/// <summary>Which composites are stored as one file for each component.</summary>
internal sealed class Composites
{
    private static readonly object Whole = new();
    private static readonly object Apart = new();
    private readonly LookupTable<object> table;

    /// <summary>Reads the section <c>composites</c>.</summary>
    public Composites(Config section, DimensionUniverse universe) => table = new(
        LookupReader.Read(section.Section("disassembled").Root, universe, Read),
        section.Flag(LookupReader.DefaultKey) == true ? Apart : Whole);

    /// <summary>Whether a dataset's components get files of their own.</summary>
    public bool IsDisassembled(DatasetRef dataset, StorageClass storageClass) =>
        storageClass.IsComposite && dataset.DatasetType.Component is null && ReferenceEquals(table.Find(dataset), Apart);

    /// <summary>Whether the components of a composite dataset type get files of their own.</summary>
    public bool IsDisassembled(DatasetType type) => type.Component is null && ReferenceEquals(table.Find(type, null), Apart);

    private static object Read(ConfigNode node) => node is ConfigScalar { Value: bool apart }
        ? apart ? Apart : Whole
        : throw new ConfigException(node.Location, $"composites.disassembled takes true or false, but this is {node.Kind}.");
}
