using System.Globalization;
using SkyButler.CommandLine.ButlerCommands.Removal;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.History;
using SkyButler.Registry.Log;

namespace SkyButler.CommandLine.ButlerCommands.Maintenance;

/// <summary><c>butler undo</c>.</summary>
internal sealed class UndoCommand : ProgramCommand
{
    public const string Summary = "Take back what was done to collections.";

    private static readonly CommandArgument Action = new(
        "ACTION", "ACTION is the identifier of an action in the log, or its beginning; without it, the latest that was not taken back.", ArgumentCount.Optional);

    private static readonly FlagOption Partial = new("--partial") { Help = "Bring back what can be, where not all can; otherwise nothing is changed then." };

    private static readonly FlagOption Confirm = new("--confirm")
    {
        Negative = "--no-confirm",
        Default = true,
        Help = "Whether to say which action will be taken back, and to ask before it is.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Take back what collection-chain, certify-calibrations, remove-runs, remove-collections or prune-datasets did, or what pipetask run, import or copy-repository did to chains; nothing else can be. What was removed comes back with its files, tags, validity ranges and places in chains, as long as the "
            + "bin keeps it. What can't come back is told first, and what was done by others since is left alone: where that stands in the way, nothing is changed.\n"
            + "How much is kept, the section skybutler.undo of butler.yaml says: 'gigabytes' (10; 0 keeps nothing), 'datasets' (1000000) and 'days' (30). In buckets and on WebDAV servers, where the server copies each file, 'remote' has the same (100000 datasets).",
        Arguments = [RepositoryArgument.Existing, Action],
        Options = [Confirm, Partial],
        Examples =
        [
            "repo",
            "repo 01a202ca-3fd9 --no-confirm",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var conversation = new Conversation(context, OutputFormat.Table);
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var entry = await RepositoryHistory.FindAsync(butler, context.Values[Action], cancellationToken);
        await using var plan = await PlanAsync(context, butler, entry, cancellationToken);
        foreach (var loss in plan.Losses)
            context.Log.Warning(loss);
        if (plan.LossCount > 0 && !context.Values[Partial])
            throw new CommandFailure(string.Create(
                CultureInfo.InvariantCulture, $"The action {entry.Id} can't be taken back wholly, {plan.LossCount} things don't come back, so nothing was changed; --partial brings back the rest.")
                + await PassingOverAsync(context, butler, entry, cancellationToken));
        await conversation.SayAsync($"{ActionText.Name(entry)} {entry.Subject} ({ActionText.Time(entry)}) will be taken back{(plan.LossCount > 0 ? ", but for what is told above" : "")}.");
        if (context.Values[Confirm] && !await conversation.AskAsync(RemovalOptions.Question, cancellationToken))
        {
            await conversation.SayAsync("Nothing was changed.");
            return ExitCodes.Success;
        }

        await plan.ApplyAsync(cancellationToken);
        await conversation.SayAsync(plan.LossCount == 0 ? "It was taken back."
            : plan.DamagedFolder is { } folder ? $"It was taken back, but for what is told above; what is damaged stays in {folder} until the bin is trimmed."
            : plan.StaysOpen ? "It was taken back, but for what is told above; that stays in the bin, and comes back when nothing is in its way and this is run again."
            : "It was taken back, but for what is told above.");
        return ExitCodes.Success;
    }

    private static async Task<UndoPlan> PlanAsync(CommandContext context, Butler butler, LogEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await RepositoryHistory.PlanAsync(butler, entry, cancellationToken);
        }
        catch (HistoryException e) when (string.IsNullOrEmpty(context.Values[Action]))
        {
            throw new CommandFailure(e.Message + await PassingOverAsync(context, butler, entry, cancellationToken));
        }
    }

    // Nobody who asks for the latest action means the one before it, but has to be able to go there.
    private static async Task<string> PassingOverAsync(CommandContext context, Butler butler, LogEntry entry, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(context.Values[Action]) && await RepositoryHistory.BeforeAsync(butler, entry, cancellationToken) is { } before
            ? $" To pass it over, name the one before it, {before.Id} ({ActionText.Name(before)} {before.Subject})."
            : "";
}
