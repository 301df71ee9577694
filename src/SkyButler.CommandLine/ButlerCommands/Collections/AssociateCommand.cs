using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Curation;

namespace SkyButler.CommandLine.ButlerCommands.Collections;

/// <summary><c>butler associate</c>.</summary>
internal sealed class AssociateCommand : ProgramCommand
{
    public const string Summary = "Add existing datasets to a tagged collection.";

    private static readonly CommandArgument Collection = new("COLLECTION", "COLLECTION is the TAGGED collection; it is made if it does not exist.");

    private readonly QueryOptions query = new(limit: 0);

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Add the datasets that a search finds to a tagged collection, all or none.",
        Arguments = [RepositoryArgument.Existing, Collection],
        Options = [query.DatasetTypes, query.Collections, query.Where, query.FindFirst, query.Limit],
        Examples =
        [
            "repo u/me/good -d calexp --collections u/me/run1 --where \"instrument='HSC' AND visit IN (1228, 1230)\"",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var search = query.Search(context, context.Values[query.DatasetTypes]);
        var count = await Tagging.AddAsync(butler.Registry, butler.Queries, context.Values[Collection], search, cancellationToken);
        if (count == 0)
            context.Log.Warning($"No datasets were found, so '{context.Values[Collection]}' has no new members.");
        return ExitCodes.Success;
    }
}
