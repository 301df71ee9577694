namespace SkyButler.Benchmarks.Scale;

/// <summary>Times in a generated repository, in nanoseconds of TAI.</summary>
internal static class ScaleTime
{
    public const int VisitsOfDay = 500;
    public const int FirstDay = 20260101;
    public const long Second = 1_000_000_000;
    public const long First = 1_767_225_637 * Second;
    public const long Cadence = 40 * Second;

    /// <summary>When an exposure begins.</summary>
    public static long Begin(long visit) => First + (visit * Cadence);

    /// <summary>How long the calibrations of an epoch are valid, so that the epochs cover all visits.</summary>
    public static long Epoch(ScaleSize size) => ((size.Visits / ScaleSize.Epochs) + 1) * Cadence;
}
