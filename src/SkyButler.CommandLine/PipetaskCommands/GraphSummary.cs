using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Quanta;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary>What a command says about a graph that it built.</summary>
internal static class GraphSummary
{
    /// <summary>Logs how many quanta there are, with a table of them by task.</summary>
    public static async Task WriteAsync(QuantumGraph graph, CommandContext context, CancellationToken cancellationToken)
    {
        if (graph.Count == 0)
            return;
        using var table = new StringWriter { NewLine = "\n" };
        var listing = new TableListing(table);
        await listing.BeginAsync([new("Quanta"), new("Tasks", Alignment.Left)], cancellationToken);
        foreach (var (label, quanta) in graph.TaskCounts)
            await listing.AddAsync([quanta, label], cancellationToken);
        await listing.EndAsync(cancellationToken);
        var message = $"QuantumGraph contains {graph.Count} quanta for {graph.TaskCounts.Count} tasks, output run '{graph.OutputRun}'.";
        context.Log.Information($"{message}\n{table}".TrimEnd());
    }

    /// <summary>The failure that an empty graph is.</summary>
    public static CommandFailure Empty(int exitCode) =>
        new("Nothing was done, as there are no quanta; the log above tells why.", exitCode);
}
