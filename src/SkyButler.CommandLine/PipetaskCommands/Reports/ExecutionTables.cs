using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Programs;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Reports;

namespace SkyButler.CommandLine.PipetaskCommands.Reports;

/// <summary>Tables of the report on one graph.</summary>
internal static class ExecutionTables
{
    private const int MostListed = 5;

    public static async Task WriteAsync(ExecutionReport report, CommandContext context, bool isBrief, CancellationToken cancellationToken)
    {
        var tables = new TableListing(context.Output);
        await tables.BeginAsync([new("Task", Alignment.Left), new("Failed"), new("Blocked"), new("Succeeded"), new("Expected")], cancellationToken);
        foreach (var task in report.Tasks)
        {
            object failed = !isBrief && task.Failed.Count is > 0 and <= MostListed ? task.Failed.Select(f => Required(f.DataId)).ToList() : task.Failed.Count;
            await tables.AddAsync([task.Label, failed, task.Blocked, task.Succeeded, task.Expected], cancellationToken);
        }

        await tables.BeginAsync([new("DatasetType", Alignment.Left), new("produced"), new("failed"), new("not_produced"), new("blocked"), new("expected")], cancellationToken);
        foreach (var output in report.Tasks.SelectMany(t => t.Outputs))
            await tables.AddAsync([output.DatasetType, output.Produced, output.Failed, output.NotProduced, output.Blocked, output.Expected], cancellationToken);
        if (!isBrief && report.Tasks.Any(t => t.Failed.Count > 0))
        {
            await tables.BeginAsync([new("Task", Alignment.Left), new("Failed quantum", Alignment.Left), new("Error", Alignment.Left)], cancellationToken);
            foreach (var task in report.Tasks)
                foreach (var failed in task.Failed)
                    await tables.AddAsync([task.Label, Required(failed.DataId), failed.Errors.Count > 0 ? failed.Errors[^1].ReplaceLineEndings(" ") : ""], cancellationToken);
        }

        await tables.EndAsync(cancellationToken);
    }

    private static string Required(DataCoordinate dataId) =>
        "{" + string.Join(", ", dataId.Items.Take(dataId.Dimensions.Required.Count).Select(i => i.Value.IsText ? $"{i.Name}: '{i.Value}'" : $"{i.Name}: {i.Value}")) + "}";
}
