using SkyButler.CommandLine.ButlerCommands;
using SkyButler.CommandLine.ButlerCommands.Removal;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Housekeeping;
using SkyButler.Transfers;

namespace SkyButler.CommandLine.PipetaskCommands.Housekeeping;

/// <summary>Says what will be removed, asks, removes it, and says so.</summary>
internal static class PlannedRemoval
{
    public static async Task<int> RunAsync(
        CommandContext context, Func<Butler, CancellationToken, Task<HousekeepingPlan>> plan, string nothing, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var conversation = new Conversation(context, OutputFormat.Table);
        await using var butler = await Repositories.OpenForWritingAsync(context, values[GraphOptions.Repository]!, cancellationToken);
        var found = await plan(butler, cancellationToken);
        if (found.IsEmpty)
        {
            await conversation.SayAsync(nothing);
            return ExitCodes.Success;
        }

        if (values[RemovalOptions.Confirm])
            await WriteAsync(conversation, "Will be removed:", found);
        if (found.Runs.Count > 0)
            await RemovalOptions.WarnAsync(context, conversation, butler, await butler.Registry.Datasets.CountInRunsAsync(found.Runs, cancellationToken), cancellationToken);
        if (values[RemovalOptions.Confirm] && !await conversation.AskAsync(RemovalOptions.Question, cancellationToken))
        {
            await conversation.SayAsync("Aborted.");
            return ExitCodes.Success;
        }

        await found.ApplyAsync(butler, new RunRemovalOptions { Keeping = RemovalOptions.KeepingOf(values), Progress = context.Progress }, cancellationToken);
        if (values[RemovalOptions.Confirm])
            await conversation.SayAsync("Done.");
        else
            await WriteAsync(conversation, "Removed:", found);
        return ExitCodes.Success;
    }

    private static async Task WriteAsync(Conversation conversation, string heading, HousekeepingPlan plan)
    {
        await conversation.SayAsync(heading);
        await conversation.SayAsync($"  runs: {string.Join(", ", plan.Runs)}");
        if (plan.Chains.Count > 0)
            await conversation.SayAsync($"  chains: {string.Join(", ", plan.Chains)}");
        await conversation.SayAsync($"  others: {string.Join(", ", plan.Others)}");
    }
}
