namespace SkyButler.Transfers.Exports;

/// <summary>What export files are called, and how their parts and tags are.</summary>
internal static class ExportFile
{
    public const string UsualName = "export.yaml";
    public const string Version = "1.0.2";
    public const string UsualNamespace = "daf_butler";
    public const string UuidTag = "!uuid";
    public const string TimeTag = "!butler_time/tai/iso";
    public const string TimespanTag = "!lsst.daf.butler.Timespan";
    public const string RegionTagPrefix = "lsst.sphgeom.";

    /// <summary>An addition of ours: the files of a dataset that is kept in components; the original passes it over.</summary>
    public const string ComponentsKey = "components";
}
