namespace SkyButler.Instruments.Gen2.Policies;

/// <summary>Storage classes of today for what policies say of types.</summary>
internal static class Gen2StorageClasses
{
    private static readonly Dictionary<string, string> ByDatasetType = new(StringComparer.Ordinal)
    {
        ["bias"] = "ExposureF",
        ["dark"] = "ExposureF",
        ["flat"] = "ExposureF",
        ["sky"] = "ExposureF",
        ["fringe"] = "ExposureF",
        ["defects"] = "Defects",
        ["crosstalk"] = "CrosstalkCalib",
    };

    private static readonly Dictionary<string, string> ByKind = new(StringComparer.Ordinal)
    {
        ["BaseSkyMap"] = "SkyMap",
        ["BaseCatalog"] = "Catalog",
        ["BackgroundList"] = "Background",
        ["raw"] = "Exposure",
        ["ParquetTable"] = "DataFrame",
        ["MultilevelParquetTable"] = "DataFrame",
        ["SkyWcs"] = "Wcs",
        ["Wcs"] = "Wcs",
        ["Psf"] = "Psf",
        ["PropertyList"] = "PropertyList",
        ["PropertySet"] = "PropertySet",
        ["ndarray"] = "NumpyArray",
    };

    private static readonly string[] Same =
        [.. from kind in (string[])["Exposure", "MaskedImage", "Image"] from pixel in "FIDUL" select kind + pixel, "SourceCatalog", "SimpleCatalog", "PhotoCalib"];

    /// <summary>The storage class of a type by its name, what it was in Python, and what was stored; null where none is known.</summary>
    public static string? Find(string datasetType, string python, string? persistable) =>
        ByDatasetType.GetValueOrDefault(datasetType) ?? Of(python[(python.LastIndexOf('.') + 1)..]) ?? (persistable is null ? null : Of(persistable));

    private static string? Of(string kind) => Same.Contains(kind) ? kind : ByKind.GetValueOrDefault(kind);
}
