using SkyButler.CommandLine.PipetaskCommands.Housekeeping;
using SkyButler.CommandLine.PipetaskCommands.QuantumBacked;
using SkyButler.CommandLine.PipetaskCommands.Reports;
using SkyButler.CommandLine.Programs.Definitions;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary>The program <c>pipetask</c>.</summary>
internal static class PipetaskProgram
{
    public const string Name = "pipetask";
    public const string Summary = "Build, run and inspect pipelines.";

    /// <summary>Its commands; none is made until it is invoked.</summary>
    public static ProgramDefinition Define() => new(Name, Summary,
    [
        new("aggregate-reports", AggregateReportsCommand.Summary, static () => new AggregateReportsCommand()),
        new("build", BuildCommand.Summary, static () => new BuildCommand()),
        new("cleanup", CleanupCommand.Summary, static () => new CleanupCommand()),
        new("lint", LintCommand.Summary, static () => new LintCommand()),
        new("pre-exec-init-qbb", PreExecInitQbbCommand.Summary, static () => new PreExecInitQbbCommand()),
        new("purge", PurgeCommand.Summary, static () => new PurgeCommand()),
        new("qgraph", QgraphCommand.Summary, static () => new QgraphCommand()),
        new("report", ReportCommand.Summary, static () => new ReportCommand()),
        new("run", RunCommand.Summary, static () => new RunCommand()),
        new("run-qbb", RunQbbCommand.Summary, static () => new RunQbbCommand()),
        new("update-graph-run", UpdateGraphRunCommand.Summary, static () => new UpdateGraphRunCommand()),
        new("why", WhyCommand.Summary, static () => new WhyCommand()),
        new("why-run", WhyRunCommand.Summary, static () => new WhyRunCommand()),
    ]);
}
