using SkyButler.CommandLine.ButlerCommands.Removal;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.Pipelines.Housekeeping;

namespace SkyButler.CommandLine.PipetaskCommands.Housekeeping;

/// <summary><c>pipetask purge</c>.</summary>
internal sealed class PurgeCommand : ProgramCommand
{
    public const string Summary = "Remove an output chain with the runs that were made for it.";

    private static readonly CommandArgument Collection = new("COLLECTION", "COLLECTION is an output chain that is a member of no other chain.");

    private static readonly FlagOption Recursive = new("--recursive") { Help = "Members that are chains, and bear the name of theirs in front, go in the same way." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Remove an output chain and those of its members that bear its name, and a slash, in front, runs with all their datasets. Members with other names stay.",
        Arguments = [Collection],
        Options = [GraphOptions.Repository, Recursive, RemovalOptions.Confirm, RemovalOptions.Undo],
        Examples = ["-b repo u/me/test", "-b repo u/me/all --recursive --no-confirm"],
    };

    /// <inheritdoc />
    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken) => PlannedRemoval.RunAsync(
        context,
        (butler, token) => HousekeepingPlan.OfChainAsync(butler, context.Values[Collection], context.Values[Recursive], token),
        "Did not find any collections to remove.",
        cancellationToken);
}
