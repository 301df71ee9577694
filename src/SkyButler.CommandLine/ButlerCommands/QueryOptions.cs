using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.Queries;
using SkyButler.Registry;

namespace SkyButler.CommandLine.ButlerCommands;

/// <summary>The options by which commands choose datasets.</summary>
internal sealed class QueryOptions
{
    /// <summary>Results beyond which a listing is cut off with a warning.</summary>
    public const int UsualLimit = -20000;

    /// <summary>Makes the options with a command's own limit.</summary>
    public QueryOptions(int limit = UsualLimit) => Limit = new IntegerOption("--limit")
    {
        Default = limit,
        Help = "Greatest number of results; 0 for no limit, a negative number to be warned when there are more.",
    };

    public ListOption DatasetTypes { get; } = new("-d", "--dataset-type")
    {
        Help = "Names or globs of dataset types; all types if not given.",
    };

    public ListOption Collections { get; } = new("--collections")
    {
        Help = "Names or globs of the collections to search, in order.",
    };

    public ValueOption Where { get; } = new("--where")
    {
        Default = "",
        Help = "Condition in the query language, such as \"instrument='HSC' AND detector < 50\".",
    };

    public FlagOption FindFirst { get; } = new("--find-first")
    {
        Negative = "--no-find-first",
        Help = "For each type and data ID, only the dataset of the first collection that has one; needs collections without globs.",
    };

    public IntegerOption Limit { get; }

    public ListOption OrderBy { get; } = new("--order-by")
    {
        Help = "Dimensions, or fields of their records, to sort by; a minus sign in front reverses the order.",
    };

    /// <summary>The number of rows that a limit allows, and whether to warn when there are more.</summary>
    public static (int? Limit, bool Warns) ReadLimit(int limit) => limit == 0 ? (null, false) : (Math.Abs(limit), limit < 0);

    /// <summary>The search that a command line asks for.</summary>
    public AllDatasetsQuery Search(CommandContext context, IReadOnlyList<string> datasetTypes)
    {
        var values = context.Values;
        var (limit, warns) = ReadLimit(values[Limit]);
        if (values[FindFirst] && (values[Collections].Count == 0 || values[Collections].Any(Glob.IsPattern)))
            throw new UsageException("Can not use wildcards in collections when --find-first is given; name the collections with --collections.");
        return new AllDatasetsQuery
        {
            DatasetTypes = datasetTypes.Count > 0 ? datasetTypes : ["*"],
            Collections = values[Collections].Count > 0 ? values[Collections] : ["*"],
            Where = values[Where]!,
            FindFirst = values[FindFirst],
            Limit = limit,
            OnMissingTypes = names => context.Log.Warning($"Dataset type(s) not registered: {string.Join(", ", names)}; see 'butler query-dataset-types'."),
            OnTruncated = warns
                ? count => context.Log.Warning($"More datasets are available than the requested limit of {count}; pass --limit to see more.")
                : null,
        };
    }
}
