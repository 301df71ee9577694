using Microsoft.Extensions.Logging;

namespace SkyButler.CommandLine.Display;

/// <summary>
/// Shows how far long work is: on a terminal by bars, which appear once it has taken a second; elsewhere by lines in the log at intervals
/// of work.
/// </summary>
internal sealed class ProgressDisplay(ErrorLines? terminal, TextWriter error, ILogger log, TimeProvider clock) : IProgress<WorkProgress>, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly ProgressLines lines = new(log);
    private ProgressBar? bar;
    private long? begin;

    /// <inheritdoc />
    public void Report(WorkProgress value)
    {
        lock (gate)
        {
            if (terminal is null)
                lines.Show(value);
            else
                Draw(terminal, value);
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

    private void Draw(ErrorLines lines, WorkProgress value)
    {
        begin ??= clock.GetTimestamp();
        if (bar is null)
        {
            if (clock.GetElapsedTime(begin.Value) < Patience)
                return;
            lines.Bar = bar = new ProgressBar(error);
        }

        bar.Show(value);
    }
}
