namespace SkyButler.Instruments.Calibrations;

/// <summary>A type of curated calibrations.</summary>
/// <param name="Name">Name of the dataset type, and of its folder in a data package.</param>
/// <param name="HasDetector">Whether each detector has its own.</param>
/// <param name="HasFilter">Whether each filter has its own.</param>
/// <param name="StorageClass">Its storage class.</param>
internal sealed record CuratedType(string Name, bool HasDetector, bool HasFilter, string StorageClass)
{
    /// <summary>The types that data packages have.</summary>
    public static IReadOnlyList<CuratedType> Standard { get; } =
    [
        new("defects", true, false, "Defects"),
        new("manual_defects", true, false, "Defects"),
        new("qe_curve", true, false, "QECurve"),
        new("crosstalk", true, false, "CrosstalkCalib"),
        new("linearizer", true, false, "Linearizer"),
        new("bfk", true, false, "BrighterFatterKernel"),
        new("transmission_optics", false, false, "TransmissionCurve"),
        new("transmission_atmosphere", false, false, "TransmissionCurve"),
        new("transmission_filter", false, true, "TransmissionCurve"),
        new("transmission_filter_detector", true, true, "TransmissionCurve"),
        new("transmission_system", true, true, "TransmissionCurve"),
        new("transmission_sensor", true, false, "TransmissionCurve"),
    ];

    /// <summary>Its dimensions.</summary>
    public IReadOnlyList<string> Dimensions => ["instrument", .. HasDetector ? (string[])["detector"] : [], .. HasFilter ? (string[])["physical_filter"] : []];
}
