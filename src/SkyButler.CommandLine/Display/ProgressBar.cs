using Spectre.Console;

namespace SkyButler.CommandLine.Display;

/// <summary>Bars on a terminal, one for each kind of work; they vanish when the work is done.</summary>
internal sealed class ProgressBar : IAsyncDisposable
{
    private const string EraseLine = "\e[2K";

    private readonly IAnsiConsole console;
    private readonly Dictionary<string, ProgressTask> tasks = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task drawing;
    private ProgressContext? drawn;

    /// <summary>Begins to draw.</summary>
    public ProgressBar(TextWriter writer)
    {
        console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new TerminalOutput(writer),
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
        });
        drawing = console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                drawn = context;
                return end.Task;
            });
    }

    /// <summary>Shows how far some work is.</summary>
    public void Show(WorkProgress progress)
    {
        if (drawn is null)
            return;
        var name = progress.Part ?? progress.Work;
        if (!tasks.TryGetValue(name, out var task))
            tasks.Add(name, task = drawn.AddTask(Markup.Escape(name), maxValue: Math.Max(1, progress.Total)));
        task.IsIndeterminate = progress.Total <= 0;
        var count = progress.Total <= 0 ? $", {progress.Done} so far" : "";
        var bytes = progress.Bytes > 0 ? $", {ByteText.Of(progress.Bytes)}" : "";
        task.Description = Markup.Escape(name + count + bytes + Outcome.Of(progress));
        if (progress.Total > 0)
            task.Value = progress.Done;
    }

    /// <summary>Writes lines above the bars.</summary>
    public void WriteAbove(string text) => console.Write(new ControlCode(EraseLine + text));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        end.TrySetResult();
        await drawing;
    }
}
