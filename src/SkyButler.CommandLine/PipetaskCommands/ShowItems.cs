using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.Pipelines;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary>What <c>--show</c> asks to be printed.</summary>
internal sealed class ShowItems
{
    public const string Pipeline = "pipeline";
    public const string Graph = "graph";

    private static readonly string[] Known = [Pipeline, Graph];
    private readonly List<string> left;

    private ShowItems(IReadOnlyList<string> items) => left = [.. items];

    /// <summary>Whether anything is left to print.</summary>
    public bool IsEmpty => left.Count == 0;

    /// <summary>Reads the option.</summary>
    /// <exception cref="CommandFailure">An item is not known.</exception>
    public static ShowItems Read(CommandValues values)
    {
        var items = values[PipelineOptions.Show];
        var unknown = items.Where(item => !Known.Contains(item.Split('=')[0])).ToList();
        return unknown.Count == 0
            ? new ShowItems(items)
            : throw new CommandFailure($"Unknown value(s) for --show: {string.Join(", ", unknown)}; choose from {string.Join(", ", Known)}.{Suggestions.For(unknown[0], Known)}");
    }

    /// <summary>Prints the pipeline if it is asked for.</summary>
    /// <returns>True where everything that was asked for is printed, so that the command can stop.</returns>
    public async Task<bool> PrintPipelineAsync(CommandContext context, PipelineRunner runner, CancellationToken cancellationToken)
    {
        if (!left.Remove(Pipeline))
            return false;
        var yaml = await runner.BuildPipelineAsync(PipelineOptions.Request(context.Values), cancellationToken);
        await context.Output.WriteLineAsync(yaml.AsMemory().TrimEnd('\n'), cancellationToken);
        return IsEmpty;
    }

    /// <summary>Says which items a command can't print.</summary>
    public void WarnOfRest(CommandContext context)
    {
        if (!IsEmpty)
            context.Log.Warning($"This command does not print --show {string.Join(", ", left)}.");
    }
}
