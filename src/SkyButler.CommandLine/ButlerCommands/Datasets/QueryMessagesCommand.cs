using System.Text.Json.Nodes;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Programs.Messages;
using SkyButler.Registry;

namespace SkyButler.CommandLine.ButlerCommands.Datasets;

/// <summary><c>butler query-messages</c>.</summary>
internal sealed class QueryMessagesCommand : ProgramCommand
{
    public const string Summary = "Search for messages of programs.";

    private static readonly CommandArgument Tasks = new("TASK", "TASK is the label of a task or a pattern of labels; all tasks if not given.", ArgumentCount.Any);

    private static readonly ListOption Names = new("--name")
    {
        Help = "Names, or globs of names, under which pipelines describe messages.",
    };

    private static readonly ListOption Levels = new("--level")
    {
        Help = "Only what means this: note, warn, fail.",
    };

    private static readonly TableColumn[] Columns = [new("task"), new("run"), new("id"), new("data_id"), new("name"), new("level"), new("count"), new("line"), new("values")];

    private readonly QueryOptions query = new();

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "List what programs that ran as tasks printed, as far as their pipeline describes it under 'messages': for each quantum and message the number of lines, the "
            + "first of them, and the values taken out of all that are kept. The column id is the quantum's metadata, or its log where it failed.",
        Arguments = [RepositoryArgument.Existing, Tasks],
        Options = [query.Collections, query.Where, Names, Levels, query.Limit, OutputFormat.Option],
        Examples =
        [
            "repo --collections u/me/run1 --level warn,fail",
            "repo extract --collections u/me/run1 --name seeing --where \"instrument='HSC' AND visit=903334\" --format jsonl",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        foreach (var level in values[Levels].Where(l => l is not ("note" or "warn" or "fail")))
            throw new UsageException($"There is no level '{level}'; there are note, warn and fail.");
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var tasks = values.All(Tasks);
        var (limit, warns) = QueryOptions.ReadLimit(values[query.Limit]);
        var search = query.Search(context, []) with { Limit = null, OnTruncated = null };
        var writer = OutputFormat.Open(values[OutputFormat.Option]!, context.Output);
        var count = 0;
        await writer.BeginAsync(Columns, cancellationToken);
        await foreach (var message in MessageReader.FindAsync(butler, tasks.Count > 0 ? tasks : ["*"], search, warning => context.Log.Warning(warning), cancellationToken))
        {
            if (!IsWanted(message, values))
                continue;
            if (count == limit)
            {
                if (warns)
                    context.Log.Warning($"More messages are available than the requested limit of {limit}; pass --limit to see more.");
                break;
            }

            count++;
            await writer.AddAsync(
                [
                    message.Task, message.Source.Run, message.Source.Id.ToString(), message.Source.DataId.ToString(), message.Name, message.Level, message.Count,
                    message.Lines.Count > 0 ? message.Lines[0] : "", Shown(message.Values),
                ],
                cancellationToken);
        }

        await writer.EndAsync(cancellationToken);
        return ExitCodes.Success;
    }

    private static string Shown(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        if (values.Count == 0)
            return "";
        var json = new JsonObject();
        foreach (var (group, texts) in values)
            json[group] = new JsonArray([.. texts.Select(t => JsonValue.Create(t))]);
        return json.ToJsonString();
    }

    private static bool IsWanted(ProgramMessage message, CommandValues values) =>
        (values[Levels].Count == 0 || values[Levels].Contains(message.Level, StringComparer.Ordinal))
        && (values[Names].Count == 0 || values[Names].Any(n => Glob.Matcher(n)(message.Name)));
}
