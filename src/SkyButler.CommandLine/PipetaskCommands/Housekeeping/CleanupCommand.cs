using SkyButler.CommandLine.ButlerCommands.Removal;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.Pipelines.Housekeeping;

namespace SkyButler.CommandLine.PipetaskCommands.Housekeeping;

/// <summary><c>pipetask cleanup</c>.</summary>
internal sealed class CleanupCommand : ProgramCommand
{
    public const string Summary = "Remove runs that an output chain has lost, such as replaced ones.";

    private static readonly CommandArgument Collection = new("COLLECTION", "COLLECTION is an output chain.");

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Remove what bears the name of an output chain, and a slash, in front and is no member of it any more: runs with all their datasets, and other collections.",
        Arguments = [Collection],
        Options = [GraphOptions.Repository, RemovalOptions.Confirm, RemovalOptions.Undo],
        Examples = ["-b repo u/me/test", "-b repo u/me/test --no-confirm"],
    };

    /// <inheritdoc />
    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken) => PlannedRemoval.RunAsync(
        context,
        (butler, token) => HousekeepingPlan.OfLeftOversAsync(butler, context.Values[Collection], token),
        "Did not find any collections to remove.",
        cancellationToken);
}
