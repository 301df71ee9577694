namespace SkyButler.Benchmarks.Running;

/// <summary>What one run took.</summary>
/// <param name="Time">By the clock on the wall.</param>
/// <param name="Processor">Of all processors together: what is left of the noise when others share the machine.</param>
internal readonly record struct Sample(TimeSpan Time, TimeSpan Processor)
{
    /// <summary>The middle values of several runs.</summary>
    public static Sample Median(IReadOnlyCollection<Sample> samples) =>
        new(Middle(samples.Select(s => s.Time)), Middle(samples.Select(s => s.Processor)));

    /// <summary>What so many of a hundred runs do not go beyond.</summary>
    public static Sample Percentile(IReadOnlyCollection<Sample> samples, int percent)
    {
        TimeSpan At(IEnumerable<TimeSpan> times) => times.Order().ElementAt((samples.Count * percent / 100) - 1);
        return new(At(samples.Select(s => s.Time)), At(samples.Select(s => s.Processor)));
    }

    private static TimeSpan Middle(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
