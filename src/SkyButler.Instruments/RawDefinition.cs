namespace SkyButler.Instruments;

/// <summary>What raw files of an instrument become.</summary>
public sealed record RawDefinition
{
    internal const string Key = "raw";

    /// <summary>What they become unless it is said otherwise: <c>raw</c> of an instrument, detector and exposure.</summary>
    public static RawDefinition Usual { get; } = new();

    /// <summary>Name of their dataset type.</summary>
    public string DatasetType { get; init; } = "raw";

    /// <summary>Its dimensions.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = ["instrument", "detector", "exposure"];

    /// <summary>Its storage class.</summary>
    public string StorageClass { get; init; } = "Exposure";

    /// <summary>Name of the formatter that reads them.</summary>
    public string Formatter { get; init; } = "lsst.obs.base.formatters.rawFormatter.FitsRawFormatterBase";

    /// <summary>Formatters of single detectors that are read otherwise.</summary>
    public IReadOnlyDictionary<long, string> DetectorFormatters { get; init; } = new Dictionary<long, string>();

    /// <summary>The formatter that reads the files of a detector.</summary>
    public string FormatterOf(long detector) => DetectorFormatters.GetValueOrDefault(detector, Formatter);
}
