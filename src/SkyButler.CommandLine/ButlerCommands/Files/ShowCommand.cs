using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Descriptions;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary><c>butler show</c>.</summary>
internal sealed class ShowCommand : ProgramCommand
{
    public const string Summary = "Tell what is in a dataset or file.";

    private static readonly CommandArgument Source = new("REPO", "REPO is a repository; where nothing follows, a file of images or a table, or the address of a dataset: butler://LABEL/UUID.");

    private static readonly CommandArgument Dataset = new(
        "DATASET", "DATASET is a dataset type, a component written as TYPE.COMPONENT, or the identifier (UUID) of a dataset.", ArgumentCount.Optional);

    private static readonly ListOption Collections = new("--collections") { Help = "Collections to search, in order; all if not given." };

    private static readonly IntegerOption Rows = new("--rows")
    {
        Default = 5,
        Minimum = 0,
        Maximum = 100_000,
        Help = "How many rows of each table are shown.",
    };

    private static readonly FlagOption Header = new("--header") { Help = "Also show the cards of all headers." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Tell where a dataset is kept and what is in it: sizes, types and units, where an image lies on the sky, how many pixels each mask plane marks, "
            + "columns and first rows of tables, entries of plain data.",
        Arguments = [Source, Dataset],
        Options = [DataIdArguments.Option, Collections, Rows, Header, OutputFormat.Option],
        Examples =
        [
            "repo calexp --data-id instrument=HSC,visit=903334,detector=1_53 --collections u/me",
            "repo calexp.mask --data-id instrument=HSC,visit=903334,detector=1_53 --collections u/me",
            "repo 01a1ffa7-3bd1-7a09-9f2e-6d6ba0a7a2f1 --header",
            "catalogue.fits --rows 20",
            "image.fits --format json",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var parts = await new NamedDataset(values[Source], values[Dataset], values[Collections])
                .UseAsync(context, (butler, dataset) => new DatasetDescriber(butler).DescribeAsync(dataset, values[Rows], cancellationToken), cancellationToken)
            ?? await FileDescriptions.DescribeAsync(values[Source], values[Rows], cancellationToken);
        if (!values[Header])
            parts = [.. parts.Select(part => part with { Cards = null })];
        var format = values[OutputFormat.Option]!;
        if (format == OutputFormat.Table)
            await ShowText.WriteAsync(context.Output, parts, cancellationToken);
        else
            await ShowText.ListAsync(OutputFormat.Open(format, context.Output), parts, cancellationToken);
        return ExitCodes.Success;
    }
}
