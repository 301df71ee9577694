using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Reports;
using SkyButler.Pipelines.Reports.Campaigns;

namespace SkyButler.CommandLine.PipetaskCommands.Reports;

/// <summary><c>pipetask aggregate-reports</c>.</summary>
internal sealed class AggregateReportsCommand : ProgramCommand
{
    public const string Summary = "Add up summaries of 'pipetask report' that are of different data.";

    private static readonly CommandArgument Files = new("FILE", "FILE is a summary in JSON, as 'pipetask report' writes it of several graphs, or with --force-v2.", ArgumentCount.OneOrMore);

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Add up summaries of one pipeline on different data, each written by 'pipetask report --full-output-filename'.",
        Arguments = [Files],
        Options = [ReportFiles.FullOutput, ReportFiles.Brief],
        Examples = ["night1.json night2.json --full-output-filename both.json"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var summaries = new List<CampaignSummary>();
        foreach (var file in context.Values.All(Files))
            summaries.Add(CampaignSummary.FromJson(await ReportText.ReadAsync(file, cancellationToken), file));
        var whole = CampaignSummary.Of(summaries);
        await ReportFiles.WriteAsync(context, whole.ToJson(), cancellationToken);
        await CampaignTables.WriteAsync(whole, context, context.Values[ReportFiles.Brief], cancellationToken);
        return ExitCodes.Success;
    }
}
