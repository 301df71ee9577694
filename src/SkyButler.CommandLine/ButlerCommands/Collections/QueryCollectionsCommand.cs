using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Registry.Collections;

namespace SkyButler.CommandLine.ButlerCommands.Collections;

/// <summary><c>butler query-collections</c>.</summary>
internal sealed class QueryCollectionsCommand : ProgramCommand
{
    public const string Summary = "Search for collections.";

    private static readonly CommandArgument Glob = new(
        "GLOB", "GLOB is a collection name or a pattern of names; all collections if not given.", ArgumentCount.Any);

    private static readonly ListOption Type = new("--collection-type")
    {
        Choices = CollectionTypes.Names,
        Help = "Only collections of these types.",
    };

    private static readonly ValueOption Chains = new("--chains")
    {
        Choices = ChainsMode.All,
        Default = ChainsMode.Tree,
        Help = "TREE indents the members of chains below them; TABLE has a column for them; INVERSE-TABLE and INVERSE-TREE show the chains "
            + "that hold a collection instead; FLATTEN lists members in place of chains; NO-CHILDREN lists only what was asked for.",
    };

    private static readonly FlagOption ShowDatasetTypes = new("-t", "--show-dataset-types")
    {
        Help = "Also show the dataset types of each collection.",
    };

    private static readonly ListOption ExcludeDatasetTypes = new("--exclude-dataset-types")
    {
        Default = ["*_config", "*_log", "*_metadata", "packages"],
        Help = "Dataset types that --show-dataset-types leaves out, as names or globs.",
    };

    private static readonly FlagOption FlattenChains = new("--flatten-chains")
    {
        Negative = "--no-flatten-chains",
        Help = "The older spelling of --chains=FLATTEN (and of NO-CHILDREN).",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "List the collections whose names match, with their types and members.",
        Arguments = [RepositoryArgument.Existing, Glob],
        Options = [Type, Chains, ShowDatasetTypes, ExcludeDatasetTypes, FlattenChains, OutputFormat.Option],
        Examples =
        [
            "repo",
            "repo 'u/*' --chains=FLATTEN",
            "repo --collection-type RUN -t --format json",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var listing = new CollectionListing(butler.Registry.Collections)
        {
            Globs = values.All(Glob),
            Types = values[Type] is { Count: > 0 } types ? types.Select(t => CollectionTypes.Find(t)!.Value).ToHashSet() : null,
            Chains = values.IsGiven(FlattenChains) ? values[FlattenChains] ? ChainsMode.Flatten : ChainsMode.NoChildren : values[Chains]!,
            ShowsDatasetTypes = values[ShowDatasetTypes],
            ExcludedDatasetTypes = values[ExcludeDatasetTypes],
        };
        await listing.WriteAsync(values[OutputFormat.Option]!, context.Output, cancellationToken);
        return ExitCodes.Success;
    }
}
