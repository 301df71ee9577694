using Microsoft.Extensions.Logging;
using SkyButler.CommandLine.Logs;

namespace SkyButler.CommandLine.Display;

/// <summary>Lines in the log for each tenth of some work, where nobody watches a terminal; each time that twice as much is done where nobody knows how much there is.</summary>
internal sealed class ProgressLines(ILogger log, TimeProvider clock)
{
    private const long Tenth = 10;

    /// <summary>Work of fewer pieces is over soon enough.</summary>
    private const long LeastWork = 20;

    private readonly OrderedDictionary<string, WorkProgress> parts = new(StringComparer.Ordinal);
    private RemainingTime time = new(clock);
    private string work = "";
    private long tenths;
    private long next;

    /// <summary>Writes a line if another tenth is done; not from several threads at a time.</summary>
    public void Show(WorkProgress progress)
    {
        if (progress.Work != work)
        {
            (work, tenths, next, time) = (progress.Work, 0, LeastWork, new(clock));
            parts.Clear();
        }

        if (progress.Part is { } part)
        {
            parts[part] = progress;
            return;
        }

        if (progress.Total is > 0 and < LeastWork)
            return;
        var bytes = progress.Bytes > 0 ? $", {ByteText.Of(progress.Bytes)}" : "";
        if (progress.Total <= 0)
        {
            if (progress.Done < next)
                return;
            next = progress.Done * 2;
            log.Information($"{progress.Work}: {progress.Done} so far{bytes}");
            return;
        }

        var left = parts.Count > 0 ? time.Of(progress.Done, progress.Total) : "";
        var reached = progress.Done * Tenth / progress.Total;
        if (reached <= tenths)
            return;
        tenths = reached;
        log.Information($"{progress.Work}: {progress.Done} of {progress.Total}{bytes}{Outcome.Of(progress)}{left}{Parts()}");
    }

    private string Parts() => parts.Count == 0 ? "" : $" ({string.Join(", ", parts.Values.Select(p => $"{p.Part} {p.Done}/{p.Total}{Outcome.Of(p).Replace(",", "", StringComparison.Ordinal)}"))})";
}
