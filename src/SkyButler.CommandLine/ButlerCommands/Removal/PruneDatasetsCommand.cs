using SkyButler.CommandLine.ButlerCommands.Datasets;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Datasets;
using SkyButler.Transfers;

namespace SkyButler.CommandLine.ButlerCommands.Removal;

/// <summary><c>butler prune-datasets</c>.</summary>
internal sealed class PruneDatasetsCommand : ProgramCommand
{
    public const string Summary = "Remove datasets, or their files, or tags of theirs.";

    private const string Nothing = "Did not find any datasets.";

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Remove datasets that a search finds: from tagged collections (--disassociate), from datastores (--unstore), or altogether (--purge).\n"
            + "What is removed is what is shown. It goes some thousands at a time, each part wholly or not at all; where it is stopped, the same command goes on.",
        Arguments = [RepositoryArgument.Existing, PruneRequest.CollectionsArgument],
        Options =
        [
            PruneRequest.DatasetTypes, PruneRequest.FindAll, PruneRequest.Where, PruneRequest.Disassociate, PruneRequest.Purge, PruneRequest.Unstore,
            PruneRequest.DryRun, RemovalOptions.Confirm, RemovalOptions.Undo, PruneRequest.Quiet, OutputFormat.Option,
        ],
        Examples =
        [
            "repo u/me/run1 --datasets 'calexp*' --unstore --where \"instrument='HSC' AND visit=1228\"",
            "repo --purge u/me/run1 --dry-run",
            "repo --disassociate u/me/good --no-confirm",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var request = PruneRequest.Of(values);
        await using var butler = values[PruneRequest.DryRun] ? await context.OpenForReadingAsync(cancellationToken) : await context.OpenForWritingAsync(cancellationToken);
        var collections = await CollectionsAsync(context, butler, request, cancellationToken);
        var found = butler.Queries.AllDatasetsAsync(PruneRequest.Search(values, collections), cancellationToken);
        await using var selection = new DatasetSelection();
        var noted = selection.NoteAsync(found, cancellationToken);
        var conversation = new Conversation(context, values[OutputFormat.Option]!);
        var asks = values[RemovalOptions.Confirm] && !values[PruneRequest.Quiet];
        if (values[PruneRequest.Quiet])
        {
            await foreach (var _ in noted)
            {
            }

            await RemoveAsync(context, butler, selection, request, cancellationToken);
        }
        else if (asks || values[PruneRequest.DryRun])
        {
            await conversation.SayAsync(Announcement(request.Options));
            await ListAsync(context, butler, context.Output, noted, cancellationToken);
            if (selection.Count == 0)
            {
                await conversation.SayAsync(Nothing);
                if (!values[PruneRequest.DryRun])
                    await RemoveAsync(context, butler, selection, request, cancellationToken);
            }
            else if (!values[PruneRequest.DryRun])
                await AskAndRemoveAsync(context, conversation, butler, selection, request, cancellationToken);
        }
        else
        {
            // What was removed is told after it was.
            await using var listing = new DelayedOutput();
            await ListAsync(context, butler, listing.Writer, noted, cancellationToken);
            if (selection.Count > 0)
                await RemovalOptions.WarnAsync(context, conversation, butler, selection.Count, cancellationToken);
            await RemoveAsync(context, butler, selection, request, cancellationToken);
            await conversation.SayAsync(selection.Count > 0 ? "Removed the following datasets:" : Nothing);
            await listing.CopyToAsync(context.Output, cancellationToken);
        }

        return ExitCodes.Success;
    }

    private static async Task AskAndRemoveAsync(
        CommandContext context, Conversation conversation, Butler butler, DatasetSelection selection, PruneRequest request, CancellationToken cancellationToken)
    {
        await RemovalOptions.WarnAsync(context, conversation, butler, selection.Count, cancellationToken);
        if (!await conversation.AskAsync(RemovalOptions.Question, cancellationToken))
        {
            await conversation.SayAsync("Did not remove the datasets.");
            return;
        }

        await RemoveAsync(context, butler, selection, request, cancellationToken);
        await conversation.SayAsync("The datasets were removed.");
    }

    // Where nothing is found too: an earlier command may have been stopped after its datasets had left the registry, and before their files were gone.
    private static Task RemoveAsync(
        CommandContext context, Butler butler, DatasetSelection selection, PruneRequest request, CancellationToken cancellationToken) =>
        butler.PruneDatasetsAsync(selection, request.Options with { Progress = context.Progress }, cancellationToken);

    private static async Task ListAsync(
        CommandContext context, Butler butler, TextWriter output, IAsyncEnumerable<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var format = context.Values[OutputFormat.Option]!;
        var listing = new DatasetListing(butler, output, format) { ShowsUri = false, IsSorted = true };
        if (await listing.WriteAsync(datasets, cancellationToken) > 0 && format == OutputFormat.Table)
            await output.WriteLineAsync();
    }

    private static async Task<IReadOnlyList<string>> CollectionsAsync(CommandContext context, Butler butler, PruneRequest request, CancellationToken cancellationToken)
    {
        if (request.PurgedRun is not { } purged)
            return request.Collections;
        var scope = await PurgeScope.FindAsync(butler.Registry, purged, request.Collections, cancellationToken);
        foreach (var other in scope.Others)
            context.Log.Warning($"'{other.Name}' is a {other.TypeName} collection; nothing is purged by way of it.");
        return scope.Runs;
    }

    private static string Announcement(PruneOptions options) => options switch
    {
        { Purge: true } => "These datasets will be removed from the registry and from every datastore that has them:",
        { Unstore: true, Disassociate.Count: > 0 } => $"These datasets will leave {string.Join(", ", options.Disassociate)}, as far as they are in it, and be removed from every datastore that has them:",
        { Unstore: true } => "These datasets will be removed from every datastore that has them:",
        _ => $"These datasets will leave {string.Join(", ", options.Disassociate)}:",
    };
}
