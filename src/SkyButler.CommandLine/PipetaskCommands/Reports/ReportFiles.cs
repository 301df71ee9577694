using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.Pipelines.Reports;

namespace SkyButler.CommandLine.PipetaskCommands.Reports;

/// <summary>Where reports go.</summary>
internal static class ReportFiles
{
    public static readonly ValueOption FullOutput = new("--full-output-filename")
    {
        Default = "",
        Metavar = "FILE",
        Help = "File to write the whole report to: YAML of one graph, JSON of several.",
    };

    public static readonly FlagOption Brief = new("--brief") { Help = "Print counts, without errors and data IDs." };

    /// <summary>Writes the whole report where the command line asks for it.</summary>
    public static Task WriteAsync(CommandContext context, string text, CancellationToken cancellationToken) =>
        context.Values[FullOutput] is { Length: > 0 } path ? ReportText.SaveAsync(path, text, cancellationToken) : Task.CompletedTask;
}
