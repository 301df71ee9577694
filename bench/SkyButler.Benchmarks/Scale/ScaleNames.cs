using System.Globalization;

namespace SkyButler.Benchmarks.Scale;

/// <summary>Names in a generated repository.</summary>
internal static class ScaleNames
{
    public const string Instrument = "Cam";
    public const string Raw = "raw";
    public const string RawRun = "Cam/raw/all";
    public const string Bias = "bias";
    public const string Dark = "dark";
    public const string Flat = "flat";

    /// <summary>A chain of hundreds of runs.</summary>
    public const string RunChain = "Cam/runs/all";

    /// <summary>A chain of all calibration collections.</summary>
    public const string CalibrationChain = "Cam/calib";

    /// <summary>A chain of raws, calibrations and hundreds of runs.</summary>
    public const string Defaults = "Cam/defaults";

    public static IReadOnlyList<string> Products { get; } = ["visit_image", "visit_source", "visit_background", "visit_log", "visit_metadata"];

    public static string Run(int campaign, int block) => Text($"Cam/runs/{campaign}/{block}");

    public static string CalibrationRun(int epoch) => Text($"Cam/calib/runs/{epoch}");

    public static string Calibrations(int index) => Text($"Cam/calib/{index}");

    public static string Tag(int index) => Text($"Cam/tags/{index}");

    public static string Filter(int index) => Text($"filter{index}");

    public static string SmallChain(int index) => Text($"u/user{index}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
