using Microsoft.Extensions.Logging;
using SkyButler.CommandLine.Logs;

namespace SkyButler.CommandLine.Display;

/// <summary>Lines in the log for each tenth of some work, where nobody watches a terminal.</summary>
internal sealed class ProgressLines(ILogger log)
{
    private const long Tenth = 10;

    /// <summary>Work of fewer pieces is over soon enough.</summary>
    private const long LeastWork = 20;

    private string work = "";
    private long tenths;

    /// <summary>Writes a line if another tenth is done; not from several threads at a time.</summary>
    public void Show(WorkProgress progress)
    {
        if (progress.Total < LeastWork)
            return;
        if (progress.Work != work)
            (work, tenths) = (progress.Work, 0);
        var reached = progress.Done * Tenth / progress.Total;
        if (reached <= tenths)
            return;
        tenths = reached;
        var bytes = progress.Bytes > 0 ? $", {ByteText.Of(progress.Bytes)}" : "";
        log.Information($"{progress.Work}: {progress.Done} of {progress.Total}{bytes}");
    }
}
