using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Curation;
using SkyButler.History;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;

namespace SkyButler.CommandLine.ButlerCommands.Removal;

/// <summary><c>butler remove-collections</c>.</summary>
internal sealed class RemoveCollectionsCommand : ProgramCommand
{
    public const string Summary = "Remove collections that are no runs.";

    private static readonly CommandArgument Collection = new("COLLECTION", "COLLECTION is the name of a collection, or a pattern of names.");

    private static readonly FlagOption RemoveFromParents = new("--remove-from-parents")
    {
        Help = "Take collections that are members of chains out of these first; otherwise they can't be removed.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Remove chained, tagged and calibration collections. Datasets stay, in their runs. Runs are never removed by this command, only shown; see remove-runs.",
        Arguments = [RepositoryArgument.Existing, Collection],
        Options = [RemovalOptions.Confirm, RemoveFromParents, OutputFormat.Option],
        Examples =
        [
            "repo u/me/good",
            "repo 'u/me/*' --remove-from-parents --no-confirm",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var conversation = new Conversation(context, values[OutputFormat.Option]!);
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var found = await CollectionSearch.FindAsync(context, butler, values[Collection], null, cancellationToken);
        var removable = found.Where(c => c.Type != CollectionType.Run).ToList();
        var runs = found.Where(c => c.Type == CollectionType.Run).ToList();
        if (removable.Count == 0)
        {
            await conversation.SayAsync("No collections other than runs were found.");
            await ShowRunsAsync(context, conversation, runs, cancellationToken);
            return ExitCodes.Success;
        }

        IReadOnlyList<string> names = [.. removable.Select(c => c.Name)];
        var links = await CollectionRemoval.LinksAsync(butler.Registry, names, cancellationToken);
        if (links.Count > 0 && !values[RemoveFromParents])
            throw new OrphanedRecordException(
                $"The collection '{links[0].Child}' is a member of the chain '{links[0].Parent}'; take it out by collection-chain --mode remove, or give --remove-from-parents.");
        var asks = values[RemovalOptions.Confirm];
        if (asks)
        {
            await conversation.SayAsync("These collections will be removed:");
            await ShowAsync(context, removable, links, conversation, cancellationToken);
            await ShowRunsAsync(context, conversation, runs, cancellationToken);
            await WarnAsync(context, conversation, butler, cancellationToken);
            if (!await conversation.AskAsync(RemovalOptions.Question, cancellationToken))
            {
                await conversation.SayAsync("Nothing was removed.");
                return ExitCodes.Success;
            }
        }

        if (!asks)
            await WarnAsync(context, conversation, butler, cancellationToken);
        await CollectionRemoval.ApplyAsync(butler.Registry, names, cancellationToken);
        await conversation.SayAsync(asks ? "The collections were removed." : "These collections were removed:");
        if (!asks)
        {
            await ShowAsync(context, removable, links, conversation, cancellationToken);
            await ShowRunsAsync(context, conversation, runs, cancellationToken);
        }

        return ExitCodes.Success;
    }

    private static async Task ShowAsync(
        CommandContext context, List<CollectionRecord> collections, IReadOnlyList<(string Child, string Parent)> links, Conversation conversation, CancellationToken cancellationToken)
    {
        await WriteAsync(context, ["Collection", "Collection Type"], collections.Select(c => (object?[])[c.Name, c.TypeName]), cancellationToken);
        if (links.Count == 0)
            return;
        await conversation.SayAsync("They leave these chains:");
        await WriteAsync(context, ["Child Collection", "Parent Collection"], links.Select(l => (object?[])[l.Child, l.Parent]), cancellationToken);
    }

    private static async Task ShowRunsAsync(CommandContext context, Conversation conversation, List<CollectionRecord> runs, CancellationToken cancellationToken)
    {
        if (runs.Count == 0)
            return;
        await conversation.SayAsync("These runs were found too, which only remove-runs removes:");
        if (conversation.IsForPeople)
            await WriteAsync(context, ["Collection"], runs.Select(r => (object?[])[r.Name]), cancellationToken);
    }

    private static async Task WriteAsync(CommandContext context, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var writer = OutputFormat.Open(context.Values[OutputFormat.Option]!, context.Output);
        await writer.BeginAsync([.. columns.Select(c => new TableColumn(c))], cancellationToken);
        foreach (var row in rows)
            await writer.AddAsync(row, cancellationToken);
        await writer.EndAsync(cancellationToken);
    }

    private static async Task WarnAsync(CommandContext context, Conversation conversation, Butler butler, CancellationToken cancellationToken)
    {
        if (await RepositoryHistory.WhyNotLoggedAsync(butler, cancellationToken) is { } reason)
            await RemovalOptions.WarnAsync(context, conversation, reason);
    }
}
