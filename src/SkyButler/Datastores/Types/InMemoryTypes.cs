using System.Collections;
using System.Collections.Frozen;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Repositories;
using SkyButler.Datasets;
using SkyButler.Datastores.Contents;
using SkyButler.Datastores.Formatters.Parquet.Conversion;
using SkyButler.Dimensions.Times;
using SkyButler.Imaging;
using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Ccd;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Hdus;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Raws;
using SkyButler.Imaging.Tables;
using SkyButler.Parquet;

namespace SkyButler.Datastores.Types;

/// <summary>
/// Which .NET types datasets are in memory, by the original's type that their storage class names. Users' own types are mapped by
/// <c>skybutler.storageClasses</c> in the configuration, to one of the names here or to a type of the original's.
/// A type that is not listed takes any object.
/// </summary>
internal sealed class InMemoryTypes
{
    private const string Parquet = "lsst.daf.butler.formatters.parquet.";
    private const string TableDelegate = "lsst.daf.butler.delegates.arrowtable.ArrowTableDelegate";
    private static readonly InMemoryType Dictionary = new("dict", typeof(OrderedDictionary<string, object?>), ToDictionary);
    private static readonly InMemoryType List = new("list", typeof(List<object?>), ToList);
    private static readonly InMemoryType Integer = new("int", typeof(long), ToInteger);
    private static readonly InMemoryType Text = InMemoryType.Of<string>("text");
    private static readonly InMemoryType Bytes = InMemoryType.Of<byte[]>("bytes");
    private static readonly InMemoryType Time = new("Timespan", typeof(Timespan), value => value is Timespan ? value : null);
    private static readonly InMemoryType Box = new("Box2I", typeof(Box2I), value => value is Box2I ? value : null);
    private static readonly InMemoryType TableType = TableOf("Table", TableStyle.Astropy);
    private static readonly InMemoryType NumpyTable = TableOf("ArrowNumpy", TableStyle.Numpy);
    private static readonly InMemoryType AstropySchema = SchemaOf("ArrowAstropySchema", TableStyle.Astropy);
    private static readonly InMemoryType NumpySchema = SchemaOf("ArrowNumpySchema", TableStyle.Numpy);
    private static readonly InMemoryType AnyImage = InMemoryType.Of<Image>();
    private static readonly InMemoryType ExposureType = new("Exposure", typeof(Exposure), value => value switch
    {
        Exposure or RawExposure => value,
        MaskedImage image => new Exposure(image),
        Image<float> image => new Exposure(new MaskedImage(image)),
        _ => null,
    });

    private static readonly InMemoryType MaskedImageType = new("MaskedImage", typeof(MaskedImage), value => value switch
    {
        MaskedImage => value,
        Exposure exposure => exposure.MaskedImage,
        Image<float> image => new MaskedImage(image),
        _ => null,
    });

    private static readonly InMemoryType CcdType = new("CCDData", typeof(CcdData), value => value is Image image ? new CcdData(image) : value as CcdData);
    private static readonly InMemoryType HduListType = InMemoryType.Of<HduList>("HDUList");

    private static readonly FrozenDictionary<string, InMemoryType> ByOriginal = new Dictionary<string, InMemoryType>
    {
        ["dict"] = Dictionary,
        ["list"] = List,
        ["int"] = Integer,
        ["str"] = Text,
        ["bytes"] = Bytes,
        ["lsst.pipe.base.TaskMetadata"] = Dictionary,
        ["lsst.utils.packages.Packages"] = Dictionary,
        ["lsst.daf.base.PropertySet"] = new("PropertySet", typeof(object), value => value is IDictionary or FitsHeader ? value : null),
        ["lsst.daf.base.PropertyList"] = new("PropertyList", typeof(object), value => value is IDictionary or FitsHeader ? value : null),
        ["lsst.daf.butler.Timespan"] = Time,
        ["lsst.daf.butler.ButlerLogRecords"] = InMemoryType.Of<LogRecords>(),
        ["lsst.pex.config.Config"] = new("ConfigText", typeof(ConfigText), value => value is string text ? new ConfigText(text) : value as ConfigText),
        ["lsst.afw.image.Image"] = AnyImage,
        ["lsst.afw.image.ImageF"] = InMemoryType.Of<Image<float>>("ImageF"),
        ["lsst.afw.image.ImageI"] = InMemoryType.Of<Image<int>>("ImageI"),
        ["lsst.afw.image.ImageU"] = InMemoryType.Of<Image<ushort>>("ImageU"),
        ["lsst.afw.image.DecoratedImage"] = AnyImage,
        ["lsst.afw.image.DecoratedImageU"] = AnyImage,
        ["lsst.afw.image.Mask"] = InMemoryType.Of<Mask>(),
        ["lsst.afw.image.MaskX"] = InMemoryType.Of<Mask>(),
        ["lsst.afw.image.MaskedImage"] = MaskedImageType,
        ["lsst.afw.image.MaskedImageF"] = MaskedImageType,
        ["lsst.afw.image.Exposure"] = ExposureType,
        ["lsst.afw.image.ExposureF"] = ExposureType,
        ["lsst.afw.cameraGeom.Camera"] = InMemoryType.Of<Camera>(),
        ["lsst.geom.Box2I"] = Box,
        ["astropy.nddata.CCDData"] = CcdType,
        ["astropy.nddata.ccddata.CCDData"] = CcdType,
        ["astropy.io.fits.HDUList"] = HduListType,
        ["astropy.io.fits.hdu.hdulist.HDUList"] = HduListType,
        ["astropy.table.Table"] = TableType,
        ["astropy.table.QTable"] = TableType,
        ["pandas.core.frame.DataFrame"] = TableOf("DataFrame", TableStyle.Pandas),
        ["pandas.Index"] = List,
        ["pyarrow.lib.Table"] = new("ArrowTable", typeof(ArrowTable), ArrowCoercion.ToArrow),
        ["pyarrow.Schema"] = new("ArrowSchema", typeof(ArrowTableSchema), ArrowCoercion.ToArrowSchema),
        [Parquet + "ArrowAstropySchema"] = AstropySchema,
        [Parquet + "ArrowNumpySchema"] = NumpySchema,
        [Parquet + "DataFrameSchema"] = SchemaOf("DataFrameSchema", TableStyle.Pandas),
        ["lsst.afw.table.BaseCatalog"] = TableType,
        ["lsst.afw.table.SimpleCatalog"] = TableType,
        ["lsst.afw.table.SourceCatalog"] = TableType,
        ["lsst.afw.table.ExposureCatalog"] = TableType,
        ["lsst.afw.detection.PeakCatalog"] = TableType,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, InMemoryType> ByName =
        ByOriginal.Values.DistinctBy(t => t.Name).ToFrozenDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);

    private readonly TypeNames names;

    public InMemoryTypes(TypeNames names) => this.names = names;

    /// <summary>The type for a storage class; null where any object will do.</summary>
    /// <exception cref="DatastoreException">The configuration maps it to a type that is not known.</exception>
    public InMemoryType? Find(StorageClass storageClass)
    {
        if (names.PythonType(storageClass.PythonType) is not { } mapped)
            return storageClass is { Delegate: TableDelegate, PythonType: "dict" or "numpy.ndarray" } ? NumpyTable : ByOriginal.GetValueOrDefault(storageClass.PythonType);
        if (ByName.TryGetValue(mapped, out var known) || ByOriginal.TryGetValue(mapped, out known))
            return known;
        return Type.GetType(mapped) is { } own
            ? new(mapped, own, value => own.IsInstanceOfType(value) ? value : null)
            : throw new DatastoreException(
                $"skybutler.storageClasses maps '{storageClass.PythonType}' to '{mapped}', which is no type that is known here.{Suggestions.For(mapped, ByName.Keys)}");
    }

    /// <summary>An object as the storage class's type.</summary>
    /// <exception cref="DatastoreException">It is of another type and can't be converted.</exception>
    public object Coerce(object value, StorageClass storageClass, Func<string> what)
    {
        if (Find(storageClass) is not { } type)
            return value;
        try
        {
            return type.Coerce(value) ?? throw new DatastoreException(
                $"{what()} of storage class '{storageClass.Name}' needs {type.Name} ({type.Type.Name}), but it is {value.GetType().Name}.");
        }
        catch (Exception e) when (e is ImagingException or ParquetException)
        {
            throw new DatastoreException($"{what()} of storage class '{storageClass.Name}' can't be made of {value.GetType().Name}: {e.Message}", e);
        }
    }

    private static InMemoryType TableOf(string name, TableStyle style) => new(name, typeof(Table), value => ArrowCoercion.ToTable(value, style));

    private static InMemoryType SchemaOf(string name, TableStyle style) => new(name, typeof(TableSchema), value => ArrowCoercion.ToSchema(value, style));

    private static object? ToDictionary(object value) => value switch
    {
        OrderedDictionary<string, object?> => value,
        IDictionary or System.Text.Json.Nodes.JsonObject => ConfigNodes.FromPlain(value).ToPlain(),
        _ => null,
    };

    private static object? ToList(object value) => value switch
    {
        List<object?> => value,
        string or IDictionary => null,
        IEnumerable => ConfigNodes.FromPlain(value).ToPlain(),
        _ => null,
    };

    private static object? ToInteger(object value) => value switch
    {
        long => value,
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };
}
