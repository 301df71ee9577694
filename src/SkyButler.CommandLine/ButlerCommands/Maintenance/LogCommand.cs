using System.Globalization;
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

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "List changes of chains, certifications and removals, latest first, with the identifiers by which 'butler undo' takes them back.",
        Arguments = [RepositoryArgument.Existing],
        Options = [Limit, OutputFormat.Option],
        Examples =
        [
            "repo",
            "repo --limit 0 --format jsonl",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (format, limit) = (context.Values[OutputFormat.Option]!, context.Values[Limit]);
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var entries = await RepositoryHistory.ReadAsync(butler, limit == 0 ? null : limit, cancellationToken);
        if (entries.Count == 0 && format == OutputFormat.Table)
        {
            await context.Output.WriteLineAsync("The log is empty.");
            return ExitCodes.Success;
        }

        var writer = OutputFormat.Open(format, context.Output);
        await writer.BeginAsync([new("id"), new("time"), new("action", Alignment.Left), new("subject", Alignment.Left), new("undone")], cancellationToken);
        foreach (var entry in entries)
            await writer.AddAsync([entry.Id, entry.Time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), Words.OfName(entry.Action.ToString()), entry.Subject, entry.IsUndone], cancellationToken);
        await writer.EndAsync(cancellationToken);
        return ExitCodes.Success;
    }
}
