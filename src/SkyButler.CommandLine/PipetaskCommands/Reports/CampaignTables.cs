using System.Text.Json.Nodes;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Programs;
using SkyButler.Pipelines.Reports.Campaigns;

namespace SkyButler.CommandLine.PipetaskCommands.Reports;

/// <summary>Tables of the summary of several graphs.</summary>
internal static class CampaignTables
{
    private const int MessageWidth = 80;

    public static async Task WriteAsync(CampaignSummary summary, CommandContext context, bool isBrief, CancellationToken cancellationToken)
    {
        var tables = new TableListing(context.Output);
        await tables.BeginAsync(
            Columns("Task", "Unknown", "Successful", "Caveats", "Blocked", "Failed", "Wonky", "TOTAL", "EXPECTED"), cancellationToken);
        foreach (var (label, task) in summary.Tasks)
        {
            var total = task.NUnknown + task.NSuccessful + task.NBlocked + task.NFailed + task.NWonky;
            await tables.AddAsync([label, task.NUnknown, task.NSuccessful, Caveats(task), task.NBlocked, task.NFailed, task.NWonky, total, task.NExpected], cancellationToken);
        }

        if (summary.Tasks.Values.Any(t => t.Exceptions.Count > 0))
        {
            await tables.BeginAsync([new("Task", Alignment.Left), new("Exception", Alignment.Left), new("Count")], cancellationToken);
            foreach (var (label, task) in summary.Tasks)
                foreach (var (type, raised) in task.Exceptions)
                    await tables.AddAsync([label, type, raised.Count], cancellationToken);
        }

        await tables.BeginAsync(
            Columns("Dataset", "Visible", "Shadowed", "Predicted Only", "Unsuccessful", "Cursed", "TOTAL", "EXPECTED"), cancellationToken);
        foreach (var (type, datasets) in summary.Datasets)
        {
            var total = datasets.NVisible + datasets.NShadowed + datasets.NPredictedOnly + datasets.NUnsuccessful + datasets.NCursed;
            await tables.AddAsync(
                [type, datasets.NVisible, datasets.NShadowed, datasets.NPredictedOnly, datasets.NUnsuccessful, datasets.NCursed, total, datasets.NExpected], cancellationToken);
        }

        if (!isBrief)
            foreach (var (label, task) in summary.Tasks)
                await WriteErrorsAsync(tables, label, task, cancellationToken);
        await tables.EndAsync(cancellationToken);
    }

    private static async Task WriteErrorsAsync(TableListing tables, string label, TaskSummary task, CancellationToken cancellationToken)
    {
        var rows = task.FailedQuanta.Select(q => ("FAILED", "", q.DataId, q.Messages.LastOrDefault("")))
            .Concat(task.WonkyQuanta.Select(q => ("WONKY", "", q.DataId, q.Messages.LastOrDefault(""))))
            .Concat(task.Exceptions.Values.SelectMany(e => e).Select(e => ("SUCCESSFUL(P)", e.Exception.TypeName[(e.Exception.TypeName.LastIndexOf('.') + 1)..], e.DataId, e.Exception.Message)))
            .ToList();
        if (rows.Count == 0)
            return;
        var dimensions = rows[0].DataId.Select(d => d.Key).ToList();
        await tables.BeginAsync(
            [new($"{label}: Status(Caveats)", Alignment.Left), new("Exception", Alignment.Left), .. dimensions.Select(d => new TableColumn(d)), new("Message", Alignment.Left)], cancellationToken);
        foreach (var (status, exception, dataId, message) in rows)
            await tables.AddAsync([status, exception, .. dimensions.Select(d => (object?)Text(dataId[d])), Shorten(message)], cancellationToken);
    }

    private static TableColumn[] Columns(string first, params IEnumerable<string> others) => [new(first, Alignment.Left), .. others.Select(o => new TableColumn(o))];

    // Codes and how many have them; one line for a quantum of each.
    private static string Caveats(TaskSummary task) => string.Join(' ', task.Caveats.Select(c => $"{c.Key}({c.Value.Count})"));

    private static string Text(JsonNode? value) => value?.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString() ?? "";

    private static string Shorten(string message)
    {
        var line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MessageWidth ? line : line[..(MessageWidth - 6)] + " [...]";
    }
}
