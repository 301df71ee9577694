using System.Globalization;
using SkyButler.CommandLine.ButlerCommands.Removal;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.History;

namespace SkyButler.CommandLine.ButlerCommands.Maintenance;

/// <summary><c>butler undo</c>.</summary>
internal sealed class UndoCommand : ProgramCommand
{
    public const string Summary = "Take back what was done to collections.";

    private static readonly CommandArgument Action = new(
        "ACTION", "ACTION is the identifier of an action in the log, or its beginning; without it, the latest that was not taken back.", ArgumentCount.Optional);

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Take back a change of a chain, a certification, or a removal: what was removed comes back with its files, tags, validity ranges and chains, as long as the bin "
            + "keeps it. How much that is, the section skybutler.undo of butler.yaml says: 'gigabytes' (10; 0 keeps nothing) and 'days' (30). Only local datastores have a bin.",
        Arguments = [RepositoryArgument.Existing, Action],
        Options = [RemovalOptions.Confirm],
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
        await conversation.SayAsync($"{Words.OfName(entry.Action.ToString())} {entry.Subject} ({entry.Time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}) will be taken back.");
        if (context.Values[RemovalOptions.Confirm] && !await conversation.AskAsync(RemovalOptions.Question, cancellationToken))
        {
            await conversation.SayAsync("Nothing was changed.");
            return ExitCodes.Success;
        }

        var losses = await RepositoryHistory.UndoAsync(butler, entry, cancellationToken);
        foreach (var loss in losses)
            context.Log.Warning(loss);
        await conversation.SayAsync(losses.Count == 0 ? "It was taken back." : "It was taken back, but for what is told above.");
        return losses.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }
}
