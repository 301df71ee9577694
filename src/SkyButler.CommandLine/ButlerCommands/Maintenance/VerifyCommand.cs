using SkyButler.CommandLine.ButlerCommands.Removal;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Datastores.Reading;
using SkyButler.Verification;

namespace SkyButler.CommandLine.ButlerCommands.Maintenance;

/// <summary><c>butler verify</c>.</summary>
internal sealed class VerifyCommand : ProgramCommand
{
    public const string Summary = "Find, and mend, what is damaged in a repository.";

    private static readonly FlagOption Checksums = new("--checksums")
    {
        Negative = "--no-checksums",
        Default = true,
        Help = "Whether files are read and compared with recorded checksums; without, only their presence and sizes are.",
    };

    private static readonly FlagOption Repair = new("--repair")
    {
        Help = "Mend what can be mended, after asking. Nothing that nobody can account for is deleted: such files go to .skybutler/lost+found.",
    };

    private static readonly FlagOption Confirm = new("--confirm")
    {
        Negative = "--no-confirm",
        Default = true,
        Help = "Whether --repair asks before it mends what the list shows.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Compare the database with the files: files that are missing, unregistered, damaged or unreadable, links that lead nowhere, journal entries of writers that "
            + "died, removals that were not finished, records and members of collections that belong to nothing. Others may work meanwhile.\n"
            + "The list says what would mend each. The exit code is 1 where damage is left.",
        Arguments = [RepositoryArgument.Existing],
        Options = [Checksums, Repair, Confirm, OutputFormat.Option],
        Examples =
        [
            "repo",
            "repo --no-checksums --format jsonl",
            "repo --repair --no-confirm",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var conversation = new Conversation(context, values[OutputFormat.Option]!);
        await using var report = await FindAsync(context, cancellationToken);
        await DamageListing.WriteAsync(report, values[OutputFormat.Option]!, context.Output, cancellationToken);
        if (values[Checksums] && report.WithoutChecksum > 0)
            context.Log.Warning($"{report.WithoutChecksum} files have no recorded checksum, so only their presence and sizes were compared; 'checksum: true' under datastore in butler.yaml records those of new files.");
        if (report.Count == 0)
        {
            await conversation.SayAsync("No damage was found.");
            return ExitCodes.Success;
        }

        await conversation.SayAsync($"{report.Count} damages were found; {report.RepairableCount} of them can be mended{(values[Repair] ? "" : " by --repair")}.");
        if (!values[Repair] || report.RepairableCount == 0)
            return ExitCodes.Failure;
        if (values[Confirm] && !await conversation.AskAsync("Mend them?", cancellationToken))
        {
            await conversation.SayAsync("Nothing was changed.");
            return ExitCodes.Failure;
        }

        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        await using var left = await RepositoryRepair.ApplyAsync(butler, report, cancellationToken);
        await conversation.SayAsync(left.Count == 0 ? "All damage was mended." : $"Mended; {left.Count} damages are left.");
        return left.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async Task<DamageReport> FindAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var depth = context.Values[Checksums] ? VerificationDepth.Contents : VerificationDepth.Sizes;
        return await RepositoryVerification.FindAsync(butler, new() { Depth = depth, Progress = context.Progress }, cancellationToken);
    }
}
