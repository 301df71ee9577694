using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Queries;
using SkyButler.Registry;

namespace SkyButler.CommandLine.ButlerCommands.Datasets;

/// <summary><c>butler query-datasets</c>.</summary>
internal sealed class QueryDatasetsCommand : ProgramCommand
{
    public const string Summary = "Search for datasets.";

    private static readonly CommandArgument Types = new(
        "GLOB", "GLOB is a dataset type name or a pattern of names; all types if not given.", ArgumentCount.Any);

    private static readonly FlagOption ShowUri = new("--show-uri")
    {
        Help = "Also show where each dataset's file is; '#predicted' marks where a dataset that is not stored would be.",
    };

    private readonly QueryOptions query = new();

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "List datasets, one table for each dataset type.\n"
            + "Without --order-by the rows are sorted by run and data ID; the formats for programs print them as they are found.",
        Arguments = [RepositoryArgument.Existing, Types],
        Options = [query.Collections, query.Where, query.FindFirst, query.Limit, query.OrderBy, ShowUri, OutputFormat.Option],
        Examples =
        [
            "repo raw --collections HSC/raw/all --where \"instrument='HSC' AND exposure=903334\"",
            "repo '*' --collections u/me/run1 --show-uri",
            "repo bias --collections HSC/calib --find-first --format jsonl",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var globs = values.All(Types);
        var unknown = false;
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        if (values[query.Collections].Count == 0)
            context.Log.Warning("No --collections given, so all are searched; name them, or say --collections '*'.");
        var search = query.Search(context, globs) with { OrderBy = values[query.OrderBy], WithRecords = values[ShowUri] };
        var known = search.OnMissingTypes;
        search = search with
        {
            OnMissingTypes = names =>
            {
                unknown = true;
                known?.Invoke(names);
            },
        };
        var listing = new DatasetListing(butler, context.Output, values[OutputFormat.Option]!) { ShowsUri = values[ShowUri], IsSorted = search.OrderBy.Count == 0 };
        var count = await listing.WriteAsync(butler.Queries.AllDatasetsAsync(search, cancellationToken), cancellationToken);
        if (count == 0 && !unknown && globs is [var only] && !Glob.IsPattern(only))
            throw new DatasetNotFoundException(EmptyResult(only, values, await butler.Queries.ExplainAsync(One(only, search), cancellationToken)));
        if (values[OutputFormat.Option] == OutputFormat.Table)
            await context.Output.WriteLineAsync();
        return ExitCodes.Success;
    }

    private static DatasetQuery One(string type, AllDatasetsQuery search) => new()
    {
        DatasetType = type,
        Collections = search.Collections,
        FindFirst = search.FindFirst,
        Where = search.Where,
    };

    private string EmptyResult(string type, CommandValues values, IReadOnlyList<string> reasons)
    {
        var collections = values[query.Collections].Count > 0 ? string.Join(", ", values[query.Collections]) : "any collection";
        var where = values[query.Where] is { Length: > 0 } condition ? $" where {condition}" : "";
        return $"No datasets of type '{type}' were found in {collections}{where}: {(reasons.Count > 0 ? string.Join(" ", reasons) : "check the collections (butler query-collections) and the condition.")}";
    }
}
