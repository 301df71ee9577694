using Microsoft.Extensions.Logging;
using SkyButler.Configuration.Repositories;
using SkyButler.Datasets;
using SkyButler.Datastores.Bin;
using SkyButler.Datastores.Formatters;
using SkyButler.Datastores.Types;
using SkyButler.Registry;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores;

/// <summary>What a datastore needs from outside.</summary>
internal sealed class DatastoreServices
{
    private readonly Lazy<StorageClassCatalog> storageClasses;
    private readonly Func<string, ResourcePath> resolvePath;
    private readonly Lazy<BinSettings> bin;
    private readonly Lazy<BinSettings> remoteBin;

    public DatastoreServices(SqlRegistry registry, Lazy<StorageClassCatalog> storageClasses, TypeNames names, Func<string, ResourcePath> resolvePath)
    {
        Registry = registry;
        this.storageClasses = storageClasses;
        this.resolvePath = resolvePath;
        Formatters = new(names);
        Types = new(names);
        bin = new(() => BinSettings.Read(names.Config.Section(BinSettings.Heading)));
        remoteBin = new(() => BinSettings.ReadRemote(names.Config.Section(BinSettings.Heading)));
    }

    /// <summary>How much of what is removed is kept.</summary>
    public BinSettings Bin => bin.Value;

    /// <summary>How much of what is removed is kept where files are not on a local disk.</summary>
    public BinSettings RemoteBin => remoteBin.Value;

    /// <summary>The database.</summary>
    public SqlRegistry Registry { get; }

    /// <summary>Whether the database only stands in for the one that knows all files.</summary>
    public bool IsStandIn { get; init; }

    /// <summary>What is to be known and is no error.</summary>
    public required ILogger Log { get; init; }

    /// <summary>Where files are reached.</summary>
    public required ResourceStores Stores { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Formatters by name.</summary>
    public FormatterCatalog Formatters { get; }

    /// <summary>What storage classes are in memory.</summary>
    public InMemoryTypes Types { get; }

    /// <summary>Storage classes by name, read when first asked for.</summary>
    public StorageClassCatalog StorageClasses => storageClasses.Value;

    /// <summary>A storage class; one without any properties where the name is not known, so that files stay readable whose class was taken out.</summary>
    public StorageClass StorageClass(string name) => StorageClasses.TryGet(name, out var found) ? found : new() { Name = name };

    /// <summary>A path of the configuration, with the repository's root put in.</summary>
    public ResourcePath ResolvePath(string text) => resolvePath(text);

    /// <summary>An object that was written as one storage class, as the one that a reference asks for.</summary>
    /// <exception cref="DatastoreException">It can't be had as that.</exception>
    public object View(object value, string written, DatasetRef dataset)
    {
        var asked = StorageClass(dataset.DatasetType.StorageClass);
        if (asked.Name == written && asked.PythonType.Length == 0)
            return value;
        value = Conversions.Convert(value, StorageClass(written).PythonType, asked.PythonType);
        return Types.Coerce(value, asked, () => $"The dataset {dataset.DatasetType.Name} {dataset.DataId}, written as '{written}' and asked for as one");
    }
}
