using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.CommandLine.ButlerCommands.Dimensions;

/// <summary><c>butler query-data-ids</c>.</summary>
internal sealed class QueryDataIdsCommand : ProgramCommand
{
    public const string Summary = "List the data IDs in a repository.";

    private static readonly CommandArgument Dimensions = new(
        "DIMENSIONS", "DIMENSIONS are the names of dimensions; with --datasets, by default that dataset type's.", ArgumentCount.Any);

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "List the data IDs of some dimensions: the combinations of values that the repository has records for.",
        Arguments = [RepositoryArgument.Existing, Dimensions],
        Options = [.. DataIdOptions.All, OutputFormat.Option],
        Examples =
        [
            "repo exposure detector --where \"instrument='HSC' AND exposure=903334\"",
            "repo --datasets raw --collections HSC/raw/all",
            "repo visit --order-by -visit.timespan.begin --limit 10",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var format = values[OutputFormat.Option]!;
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var dimensions = await DimensionsAsync(butler, values, cancellationToken);
        var query = DataIdOptions.Query(context, dimensions.Names, "data IDs");
        var writer = OutputFormat.Open(format, context.Output);
        var isSorted = values[DataIdOptions.OrderBy].Count == 0 && !writer.IsStreaming;
        var rows = new List<DataCoordinate>();
        var count = 0;
        await writer.BeginAsync([.. dimensions.DataIdKeys.Select(key => new TableColumn(key))], cancellationToken);
        await foreach (var dataId in butler.Queries.DataIdsAsync(query, cancellationToken))
        {
            count++;
            if (isSorted)
                rows.Add(dataId);
            else
                await AddAsync(writer, dataId, cancellationToken);
        }

        rows.Sort();
        foreach (var dataId in rows)
            await AddAsync(writer, dataId, cancellationToken);
        if (count == 0 && format == OutputFormat.Table)
            await Messages.WriteReasonsAsync(context.Output, await butler.Queries.ExplainAsync(query, null, cancellationToken));
        else
            await writer.EndAsync(cancellationToken);
        return ExitCodes.Success;
    }

    private static async Task<DimensionGroup> DimensionsAsync(Butler butler, CommandValues values, CancellationToken cancellationToken)
    {
        if (values.All(Dimensions) is { Count: > 0 } given)
            return butler.Universe.Conform(given);
        return values[DataIdOptions.Datasets] is { } type
            ? (await butler.Registry.DatasetTypes.GetAsync(type, cancellationToken)).Dimensions
            : throw new UsageException("Name at least one dimension, or a dataset type with --datasets.");
    }

    private static Task AddAsync(ListingWriter writer, DataCoordinate dataId, CancellationToken cancellationToken) =>
        writer.AddAsync([.. dataId.Dimensions.DataIdKeys.Select(key => dataId.TryGet(key, out var value) ? value.ToObject() : null)], cancellationToken);
}
