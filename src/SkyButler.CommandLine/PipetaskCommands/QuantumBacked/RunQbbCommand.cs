using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.PipetaskCommands.Running;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.Pipelines;
using SkyButler.Pipelines.Requests;

namespace SkyButler.CommandLine.PipetaskCommands.QuantumBacked;

/// <summary><c>pipetask run-qbb</c>.</summary>
internal sealed class RunQbbCommand : ProgramCommand
{
    public const string Summary = "Execute quanta of a saved graph without the repository's database.";

    private static readonly FlagOption NoExistingOutputs = new("--no-existing-outputs")
    {
        Help = "Take for granted that nothing is there of what the quanta write, which saves a look for each.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Execute quanta of a graph that tells where its inputs are stored: nothing is asked of the repository's database, however many such processes there are. "
            + "Outputs go where its datastore would have put them, and 'butler transfer-from-graph' registers them afterwards. Quanta whose metadata is there are done; what else "
            + "is there of a quantum is replaced.",
        Arguments = QuantumBackedOptions.Arguments,
        Options = [.. QuantumBackedOptions.All, GraphOptions.Quanta, NoExistingOutputs, .. RunningOptions.All, GraphOptions.SummaryFile],
        Examples = ["repo graph.qg --qgraph-node-id 019ab2c7-79e1-7d42-8f5a-3b2c1d0e9f8a", "repo graph.qg -j 8 --worker-processes"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var graph = QuantumBackedOptions.Request(context) with { Quanta = GraphOptions.ReadQuanta(values), Summary = values[GraphOptions.SummaryFile] };
        var request = RunningOptions.Apply(context, new RunRequest { Graph = graph, NoExistingOutputs = values[NoExistingOutputs] });
        var runner = new PipelineRunner(context.Loggers, context.Surroundings.Clock, progress: context.Progress);
        return RunOutcome.Tell(context, await runner.RunQuantumBackedAsync(request, cancellationToken));
    }
}
