using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Queries;

namespace SkyButler.CommandLine.ButlerCommands;

/// <summary>The options by which commands choose data IDs and dimension records.</summary>
internal static class DataIdOptions
{
    public static readonly ValueOption Datasets = new("--datasets")
    {
        Help = "Only where a dataset of this type exists in --collections.",
    };

    public static readonly ListOption Collections = new("--collections")
    {
        Help = "Names or globs of the collections in which --datasets are looked for.",
    };

    public static readonly ValueOption Where = new("--where")
    {
        Default = "",
        Help = "Condition in the query language, such as \"instrument='HSC' AND detector < 50\".",
    };

    public static readonly ListOption OrderBy = new("--order-by")
    {
        Help = "Dimensions, or fields of their records, to sort by; a minus sign in front reverses the order.",
    };

    public static readonly IntegerOption Limit = new("--limit")
    {
        Default = QueryOptions.UsualLimit,
        Help = "Greatest number of results; 0 for no limit, a negative number to be warned when there are more.",
    };

    public static readonly IntegerOption Offset = new("--offset")
    {
        Help = "No longer supported: anything but 0 is an error.",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CommandOption> All => [Collections, Datasets, Where, OrderBy, Limit, Offset];

    /// <summary>The question that a command line asks.</summary>
    /// <param name="context">The command line.</param>
    /// <param name="dimensions">Dimensions of the answer.</param>
    /// <param name="noun">What the results are called.</param>
    public static DataIdQuery Query(CommandContext context, IReadOnlyList<string> dimensions, string noun)
    {
        var values = context.Values;
        if (values[Offset] != 0)
            throw new CommandFailure("--offset is no longer supported; use --order-by and --where to page through results.");
        if (values[Datasets] is not null && values[Collections].Count == 0)
            throw new CommandFailure("--datasets needs --collections to say where the datasets are looked for.");
        if (values[Datasets] is null && values[Collections].Count > 0)
            throw new CommandFailure("--collections needs --datasets to say which datasets are looked for there.");
        var (limit, warns) = QueryOptions.ReadLimit(values[Limit]);
        return new DataIdQuery
        {
            Dimensions = dimensions,
            Datasets = values[Datasets] is { } type ? [type] : [],
            Collections = values[Collections],
            Where = values[Where]!,
            OrderBy = values[OrderBy],
            Limit = limit,
            OnTruncated = warns
                ? count => context.Log.Warning($"More {noun} are available than the requested limit of {count}; pass --limit to see more.")
                : null,
        };
    }
}
