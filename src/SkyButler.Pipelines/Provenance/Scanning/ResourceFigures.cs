using System.Globalization;
using SkyButler.Pipelines.Execution.Records;

namespace SkyButler.Pipelines.Provenance.Scanning;

/// <summary>What an attempt took, from what the framework noted in its metadata.</summary>
/// <param name="Memory">Bytes of memory of the process, at most.</param>
/// <param name="Begin">When its preparation began, in UTC.</param>
/// <param name="PrepareTime">Seconds of preparation.</param>
/// <param name="InitTime">Seconds that making the task took.</param>
/// <param name="RunTime">Seconds that the task worked.</param>
/// <param name="CpuTime">Seconds that processors worked meanwhile.</param>
internal sealed record ResourceFigures(double Memory, DateTimeOffset Begin, double PrepareTime, double InitTime, double RunTime, double CpuTime)
{
    /// <summary>The figures; null where a moment was never reached.</summary>
    public static ResourceFigures? Of(TaskMetadata? noted)
    {
        if (noted is null || Time(noted, "prepUtc") is not { } begin || Time(noted, "initUtc") is not { } init || Time(noted, "startUtc") is not { } start
            || Time(noted, "endUtc") is not { } end || Number(noted, "startCpuTime") is not { } before || Number(noted, "endCpuTime") is not { } after)
            return null;
        return new(
            Number(noted, "endMaxResidentSetSize") ?? 0, begin, (init - begin).TotalSeconds, (start - init).TotalSeconds, (end - start).TotalSeconds, after - before);
    }

    /// <summary>When the task began to work, in UTC.</summary>
    public DateTimeOffset Start => Begin.AddSeconds(PrepareTime + InitTime);

    /// <summary>When it ended, in UTC.</summary>
    public DateTimeOffset End => Start.AddSeconds(RunTime);

    private static DateTimeOffset? Time(TaskMetadata noted, string name) =>
        noted[name] is string text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static double? Number(TaskMetadata noted, string name) => noted[name] switch
    {
        double number => number,
        long number => number,
        _ => null,
    };
}
