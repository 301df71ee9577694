using Microsoft.Extensions.Logging;

namespace SkyButler.CommandLine.Display;

/// <summary>
/// Shows how far work is that takes longer than a second: on a terminal by bars, elsewhere by lines in the log at intervals of work.
/// </summary>
internal sealed class ProgressDisplay(ErrorLines? terminal, TextWriter error, ILogger log, TimeProvider clock) : IProgress<WorkProgress>, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly ProgressLines lines = new(log, clock);
    private ProgressBar? bar;
    private long? begin;

    /// <inheritdoc />
    public void Report(WorkProgress value)
    {
        lock (gate)
        {
            begin ??= clock.GetTimestamp();
            if (clock.GetElapsedTime(begin.Value) < Patience)
                return;
            if (terminal is null)
                lines.Show(value);
            else
                (bar ??= terminal.Bar = new ProgressBar(error)).Show(value);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (terminal is not null)
            terminal.Bar = null;
        if (bar is not null)
            await bar.DisposeAsync();
    }
}
