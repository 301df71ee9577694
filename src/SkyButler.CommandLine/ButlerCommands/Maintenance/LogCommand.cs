using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.History;

namespace SkyButler.CommandLine.ButlerCommands.Maintenance;

/// <summary><c>butler log</c>.</summary>
internal sealed class LogCommand : ProgramCommand
{
    public const string Summary = "List what was done to collections.";

    private static readonly IntegerOption Limit = new("--limit")
    {
        Default = 20,
        Minimum = 0,
        Help = "Greatest number of actions; 0 for all.",
    };

    private static readonly ListOption Collections = new("--collections") { Help = "Only what was done to these collections; names or globs." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "List what collection-chain, certify-calibrations, remove-runs, remove-collections and prune-datasets did, and what pipetask run, import and copy-repository did to chains and import certified, "
            + "latest first, with the identifiers by which 'butler undo' takes it back. Other commands log nothing (associate neither).\n"
            + "Where 'not kept' says why, an action can't be taken back.",
        Arguments = [RepositoryArgument.Existing],
        Options = [Collections, Limit, OutputFormat.Option],
        Examples =
        [
            "repo",
            "repo --collections 'u/me/*' --limit 0 --format jsonl",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (format, limit) = (context.Values[OutputFormat.Option]!, context.Values[Limit]);
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var writer = OutputFormat.Open(format, context.Output);
        await writer.BeginAsync(
            [new("id"), new("time"), new("action", Alignment.Left), new("subject", Alignment.Left), new("datasets"), new("state", Alignment.Left), new("not kept", Alignment.Left)], cancellationToken);
        var query = new Registry.Log.LogQuery { Limit = limit == 0 ? null : limit, Collections = context.Values[Collections] };
        await foreach (var entry in RepositoryHistory.ReadAsync(butler, query, cancellationToken))
            await writer.AddAsync([entry.Id, ActionText.Time(entry), ActionText.Name(entry), entry.Subject, entry.Datasets, ActionText.State(entry), entry.NotKept], cancellationToken);
        await writer.EndAsync(cancellationToken);
        return ExitCodes.Success;
    }
}
