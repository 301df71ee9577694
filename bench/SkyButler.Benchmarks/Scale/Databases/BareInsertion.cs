namespace SkyButler.Benchmarks.Scale.Databases;

/// <summary>New datasets of one visit type in one run, as the numbers that their rows have.</summary>
/// <param name="Ids">Identifiers.</param>
/// <param name="DataIds">Detectors and visits.</param>
/// <param name="Type">Key of the dataset type.</param>
/// <param name="Run">Key of the run.</param>
/// <param name="Tags">The table of membership.</param>
internal sealed record BareInsertion(IReadOnlyList<Guid> Ids, IReadOnlyList<(long Detector, long Visit)> DataIds, long Type, long Run, string Tags)
{
    /// <summary>When they were registered.</summary>
    public const long Date = ScaleTime.First;
}
