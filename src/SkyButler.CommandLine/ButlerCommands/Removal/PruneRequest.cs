using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Transfers;

namespace SkyButler.CommandLine.ButlerCommands.Removal;

/// <summary>What a command line of <c>prune-datasets</c> asks for.</summary>
internal sealed record PruneRequest
{
    public static readonly CommandArgument CollectionsArgument = new(
        "COLLECTIONS", "COLLECTIONS are searched for the datasets, in order; patterns need --find-all.", ArgumentCount.Any);

    public static readonly ListOption DatasetTypes = new("--datasets") { Help = "Names or globs of dataset types; all types if not given." };

    public static readonly FlagOption FindAll = new("--find-all")
    {
        Help = "Prune what every collection has, and not just what a search finds first for each type and data ID.",
    };

    public static readonly ValueOption Where = new("--where")
    {
        Default = "",
        Help = "Condition in the query language, such as \"instrument='HSC' AND detector < 50\".",
    };

    public static readonly ListOption Disassociate = new("--disassociate")
    {
        Metavar = "TAG ...",
        Help = "Take the datasets out of these TAGGED collections; they are searched where no COLLECTIONS are given. Not with --purge.",
    };

    public static readonly ValueOption Purge = new("--purge")
    {
        Metavar = "RUN",
        Help = "Remove datasets of this RUN altogether, from all datastores and from the registry; where COLLECTIONS are given, those of the RUN collections among them.",
    };

    public static readonly FlagOption Unstore = new("--unstore") { Help = "Remove the datasets' files from all datastores, and keep them registered." };

    public static readonly FlagOption DryRun = new("--dry-run") { Help = "Show what would be removed, and remove nothing." };

    public static readonly FlagOption Quiet = new("--quiet") { Help = "Neither show nor ask anything." };

    /// <summary>Collections that are searched, as they were named.</summary>
    public required IReadOnlyList<string> Collections { get; init; }

    /// <summary>The run that was named to be purged; null for none.</summary>
    public required string? PurgedRun { get; init; }

    /// <summary>What is removed of what is found.</summary>
    public required PruneOptions Options { get; init; }

    /// <summary>What a command line asks for.</summary>
    /// <exception cref="CommandFailure">It asks for nothing, or for what can't be together.</exception>
    public static PruneRequest Of(CommandValues values)
    {
        var (tags, run) = (values[Disassociate], values[Purge]);
        if (values[Quiet] && values[DryRun])
            throw new CommandFailure("--quiet and --dry-run can't be given together: a dry run does nothing but show.");
        if (run is not null && tags.Count > 0)
            throw new CommandFailure("--purge and --disassociate can't be given together: purged datasets leave all collections, --disassociate names some.");
        if (run is null && tags.Count == 0 && !values[Unstore])
            throw new CommandFailure("There is nothing to do: give --purge, --unstore or --disassociate.");
        IReadOnlyList<string> collections = values.All(CollectionsArgument) is { Count: > 0 } given ? given : run is not null ? [run] : tags;
        if (collections.Count == 0)
            throw new CommandFailure("Name the collections whose datasets shall be pruned: as COLLECTIONS ('*' with --find-all for all), or by --purge RUN or --disassociate TAG.");
        if (!values[FindAll] && collections.FirstOrDefault(Glob.IsPattern) is { } pattern)
            throw new CommandFailure($"'{pattern}' is a pattern, which says nothing about the order of a search; give --find-all, or name the collections.");
        return new()
        {
            Collections = collections,
            PurgedRun = run,
            Options = new() { Disassociate = tags, Unstore = values[Unstore] || run is not null, Purge = run is not null, Keeping = RemovalOptions.KeepingOf(values) },
        };
    }

    /// <summary>The search for the datasets.</summary>
    /// <param name="values">The command line.</param>
    /// <param name="collections">The collections to be searched.</param>
    public static AllDatasetsQuery Search(CommandValues values, IReadOnlyList<string> collections) => new()
    {
        DatasetTypes = values[DatasetTypes] is { Count: > 0 } types ? types : ["*"],
        Collections = collections,
        Where = values[Where]!,
        FindFirst = !values[FindAll],
        Repetition = DatasetRepetition.Once,
    };
}
