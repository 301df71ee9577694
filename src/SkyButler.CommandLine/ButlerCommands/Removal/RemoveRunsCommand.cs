using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Registry.Collections;
using SkyButler.Transfers;

namespace SkyButler.CommandLine.ButlerCommands.Removal;

/// <summary><c>butler remove-runs</c>.</summary>
internal sealed class RemoveRunsCommand : ProgramCommand
{
    public const string Summary = "Remove runs with all their datasets.";

    private static readonly CommandArgument Collection = new("COLLECTION", "COLLECTION is the name of a run, or a pattern of names.");

    private static readonly FlagOption Force = new("--force")
    {
        Help = "With --no-confirm, also remove runs that are members of chains.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Remove runs, their datasets and the files of these; runs that are members of chains leave them first.\n"
            + "Datasets go some thousands at a time, each part wholly or not at all; where the removal is stopped, the same command goes on.",
        Arguments = [RepositoryArgument.Existing, Collection],
        Options = [RemovalOptions.Confirm, Force, RemovalOptions.Undo, OutputFormat.Option],
        Examples =
        [
            "repo u/me/run1",
            "repo 'u/me/run*' --no-confirm --force",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var conversation = new Conversation(context, values[OutputFormat.Option]!);
        var listing = new RunListing(context.Output, conversation, values[OutputFormat.Option]!);
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var found = await CollectionSearch.FindAsync(context, butler, values[Collection], new HashSet<CollectionType> { CollectionType.Run }, cancellationToken);
        IReadOnlyList<string> runs = [.. found.Select(r => r.Name)];
        if (runs.Count == 0)
        {
            await conversation.SayAsync("No RUN collections were found.");
            // An earlier command may have been stopped after its runs had left the registry, and before their files were gone.
            await butler.RemoveRunsAsync([], new RunRemovalOptions { Progress = context.Progress }, cancellationToken);
            return ExitCodes.Success;
        }

        var contents = await butler.Registry.Datasets.CountByTypeAsync(runs, cancellationToken);
        var parents = (await butler.Registry.Collections.ParentsAsync(runs, cancellationToken)).Where(p => p.Value.Count > 0).ToDictionary();
        var asks = values[RemovalOptions.Confirm];
        if (asks)
        {
            await listing.WriteAsync(runs, contents, parents, "will be", cancellationToken);
            await RemovalOptions.WarnAsync(context, conversation, butler, await butler.Registry.Datasets.CountInRunsAsync(runs, cancellationToken), cancellationToken);
            if (!await conversation.AskAsync(RemovalOptions.Question, cancellationToken))
            {
                await conversation.SayAsync("Nothing was removed.");
                return ExitCodes.Success;
            }
        }
        else if (parents.Count > 0 && !values[Force])
        {
            var (run, chains) = parents.First();
            throw new CommandFailure($"The run '{run}' is a member of {string.Join(", ", chains)}; give --force to take it out of there, or leave out --no-confirm to be asked. Nothing was removed.");
        }

        if (!asks)
            await RemovalOptions.WarnAsync(context, conversation, butler, await butler.Registry.Datasets.CountInRunsAsync(runs, cancellationToken), cancellationToken);
        var options = new RunRemovalOptions { Removal = RunRemoval.UnlinkFromChains, Keeping = RemovalOptions.KeepingOf(values), Progress = context.Progress };
        await butler.RemoveRunsAsync(runs, options, cancellationToken);
        if (asks)
            await conversation.SayAsync("The runs were removed.");
        else
            await listing.WriteAsync(runs, contents, parents, "were", cancellationToken);
        return ExitCodes.Success;
    }
}
