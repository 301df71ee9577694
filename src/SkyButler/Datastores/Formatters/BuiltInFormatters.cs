using System.Collections.Frozen;
using SkyButler.Datastores.Formatters.Hdus;
using SkyButler.Datastores.Formatters.Images;
using SkyButler.Datastores.Formatters.Parquet;
using SkyButler.Datastores.Formatters.Pickles;
using SkyButler.Datastores.Formatters.Structured;
using SkyButler.Datastores.Formatters.Tables;
using SkyButler.Datastores.Formatters.Text;

namespace SkyButler.Datastores.Formatters;

/// <summary>The formatters that come with SkyButler, by the original's class names and by our own.</summary>
internal static class BuiltInFormatters
{
    private const string Butler = "lsst.daf.butler.formatters.";
    private const string ObsBase = "lsst.obs.base.formatters.";

    private static readonly FrozenDictionary<string, IFormatter> ByName = Table().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names that are known.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>A formatter by name; null for an unknown one.</summary>
    public static IFormatter? Find(string name)
    {
        if (ByName.TryGetValue(name, out var found))
            return found;
        // Every camera package of the original has such a module: lsst.obs.lsst.rawFormatter.LsstCamImSimRawFormatter.
        return name.StartsWith("lsst.obs.", StringComparison.Ordinal) && name.Contains(".rawFormatter.", StringComparison.Ordinal)
            ? ByName[nameof(RawFormatter)]
            : null;
    }

    private static Dictionary<string, IFormatter> Table()
    {
        var table = new Dictionary<string, IFormatter>(StringComparer.Ordinal);
        Add(new YamlFormatter(), Butler + "yaml.YamlFormatter");
        Add(new JsonFormatter(), Butler + "json.JsonFormatter");
        Add(new PackagesFormatter(), Butler + "packages.PackagesFormatter");
        Add(new LogsFormatter(), Butler + "logs.ButlerLogRecordsFormatter");
        Add(new ConfigTextFormatter(), "lsst.pipe.base.formatters.pexConfig.PexConfigFormatter");
        Add(new TextFormatter());
        Add(new BytesFormatter());
        Add(new FitsExposureFormatter(), ObsBase + "fitsExposure.FitsExposureFormatter");
        Add(new FitsMaskedImageFormatter(), ObsBase + "fitsExposure.FitsMaskedImageFormatter");
        Add(new FitsImageFormatter(), ObsBase + "fitsExposure.FitsImageFormatter");
        Add(new FitsMaskFormatter(), ObsBase + "fitsExposure.FitsMaskFormatter");
        Add(new FitsGenericFormatter(), ObsBase + "fitsGeneric.FitsGenericFormatter");
        Add(new RawFormatter(), "lsst.obs.base.formatters.rawFormatter.FitsRawFormatterBase");
        Add(new CcdDataFormatter());
        Add(new HduListFormatter());
        Add(new AstropyTableFormatter(), Butler + "astropyTable.AstropyTableFormatter");
        Add(new TableFormatter());
        Add(new PickleFormatter(), Butler + "pickle.PickleFormatter");
        Add(new ParquetFormatter(), Butler + "parquet.ParquetFormatter");
        table[Butler + "matplotlib.MatplotlibFormatter"] = new BytesFormatter(".png");
        return table;

        void Add(IFormatter formatter, params string[] originals)
        {
            table[formatter.GetType().Name] = formatter;
            table[formatter.GetType().FullName!] = formatter;
            foreach (var original in originals)
                table[original] = formatter;
        }
    }
}
