using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary><c>pipetask build</c>.</summary>
internal sealed class BuildCommand : ProgramCommand
{
    public const string Summary = "Build a pipeline, and save or show it.";

    private static readonly ValueOption Repository = new("-b", "--butler-config")
    {
        Metavar = "REPO",
        Help = "Repository whose configuration maps names of tasks, and whose dataset types count in drawings.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Read a pipeline, change it, and save or show it. Changes are made in the order in which they are given.",
        Options = [.. PipelineOptions.All, Repository],
        Examples =
        [
            "-p pipeline.yaml --show pipeline",
            "-p pipeline.yaml#isr -c isr:doDark=False -s changed.yaml",
            "-p pipeline.yaml -b repo --show 'config=isr::do*' --show pipeline-graph",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var show = ShowItems.Read(context.Values);
        var runner = new PipelineRunner(context.Loggers, context.Surroundings.Clock, progress: context.Progress);
        var request = PipelineOptions.Request(context.Values) with { Repository = context.Values[Repository] };
        await runner.BuildPipelineAsync(request, show.OfPipeline, context.Output, cancellationToken);
        show.WarnOfGraphItems(context);
        return ExitCodes.Success;
    }
}
