using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Datasets;

namespace SkyButler.CommandLine.ButlerCommands.Datasets;

/// <summary><c>butler query-dataset-types</c>.</summary>
internal sealed class QueryDatasetTypesCommand : ProgramCommand
{
    public const string Summary = "Search for dataset types.";

    private static readonly CommandArgument Glob = new(
        "GLOB", "GLOB is a dataset type name or a pattern of names; all types if not given.", ArgumentCount.Any);

    private static readonly FlagOption Verbose = new("-v", "--verbose") { Help = "Also show dimensions and storage class." };

    private static readonly ListOption Collections = new("--collections")
    {
        Help = "Only types of which these collections (names or globs) may hold datasets.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "List the dataset types whose names match.",
        Arguments = [RepositoryArgument.Existing, Glob],
        Options = [Verbose, Collections, OutputFormat.Option],
        Examples =
        [
            "repo",
            "repo 'raw*' --verbose",
            "repo --collections HSC/calib --format csv",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var format = context.Values[OutputFormat.Option]!;
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var types = await FindAsync(butler, context.Values, cancellationToken);
        if (types.Count == 0 && format == OutputFormat.Table)
        {
            await context.Output.WriteLineAsync(Messages.NoResults);
            return ExitCodes.Success;
        }

        var isVerbose = context.Values[Verbose];
        var writer = OutputFormat.Open(format, context.Output);
        await writer.BeginAsync(isVerbose ? [new("name"), new("dimensions"), new("storage class")] : [new("name")], cancellationToken);
        foreach (var type in types)
            await writer.AddAsync(isVerbose ? [type.Name, new NameList(type.Dimensions.Names), type.StorageClass] : [type.Name], cancellationToken);
        await writer.EndAsync(cancellationToken);
        return ExitCodes.Success;
    }

    private static async Task<IReadOnlyList<DatasetType>> FindAsync(Butler butler, CommandValues values, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> globs = values.All(Glob) is { Count: > 0 } given ? given : ["*"];
        var types = await butler.Registry.DatasetTypes.QueryAsync(globs, null, cancellationToken);
        if (values[Collections] is not { Count: > 0 } named)
            return types;
        var collections = await butler.Registry.Collections.FlattenAsync(named, cancellationToken);
        var summaries = await butler.Registry.Collections.SummariesAsync([.. collections.Select(collection => collection.Name)], cancellationToken);
        return [.. types.Where(type => summaries.Values.Any(summary => summary.DatasetTypes.Contains(type.Name)))];
    }
}
