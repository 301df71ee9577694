using SkyButler.CommandLine.Programs;
using SkyButler.Pipelines;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary><c>pipetask build</c>.</summary>
internal sealed class BuildCommand : ProgramCommand
{
    public const string Summary = "Build a pipeline, and save or show it.";

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Read a pipeline, change it, and save or show it. Changes are made in the order in which they are given.",
        Options = PipelineOptions.All,
        Examples =
        [
            "-p pipeline.yaml --show pipeline",
            "-p pipeline.yaml#isr -c isr:doDark=False -s changed.yaml",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var show = ShowItems.Read(context.Values);
        var runner = new PipelineRunner(context.Loggers, context.Surroundings.Clock, progress: context.Progress);
        if (!await show.PrintPipelineAsync(context, runner, cancellationToken) && show.IsEmpty)
            await runner.BuildPipelineAsync(PipelineOptions.Request(context.Values), cancellationToken);
        show.WarnOfRest(context);
        return ExitCodes.Success;
    }
}
