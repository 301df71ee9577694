using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Transfers.Repositories;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary><c>butler transfer-datasets</c>.</summary>
internal sealed class TransferDatasetsCommand : ProgramCommand
{
    public const string Summary = "Bring datasets from one repository into another.";

    private static readonly CommandArgument Source = new("SOURCE", "SOURCE is the repository that has the datasets: a folder, URI or alias.");
    private static readonly CommandArgument Destination = new("DEST", "DEST is the repository that gets them.");

    private static readonly FlagOption RegisterTypes = new("--register-dataset-types")
    {
        Help = "Register dataset types that the destination does not know.",
    };

    private static readonly FlagOption TransferDimensions = new("--transfer-dimensions")
    {
        Negative = "--no-transfer-dimensions",
        Default = true,
        Help = "Whether dimension records that the destination lacks come along.",
    };

    private static readonly FlagOption DryRun = new("--dry-run")
    {
        Negative = "--no-dry-run",
        Help = "Only look what would be transferred; nothing is written.",
    };

    private readonly QueryOptions query = new();

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Bring the datasets that a search finds, with their files, runs and dimension records, into another repository. Identifiers and paths are kept. "
            + "What is there already is passed over, so a transfer that was stopped goes on when it is started again. "
            + "Tags, validity ranges and chains stay: 'butler export' with 'butler import', or 'butler copy-repository', bring these too.",
        Arguments = [Source, Destination],
        Options =
        [
            query.DatasetTypes, query.Collections, query.Where, query.FindFirst, query.Limit, query.OrderBy,
            RegisterTypes, TransferOptions.Retrieval, TransferOptions.Threads, TransferDimensions, DryRun,
        ],
        Examples =
        [
            "repo backup -d raw --collections HSC/raw/all --register-dataset-types --transfer copy",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        await using var source = await Repositories.OpenForReadingAsync(context, values[Source], cancellationToken);
        await using var target = await Repositories.OpenForWritingAsync(context, values[Destination], cancellationToken);
        var request = new TransferRequest
        {
            Transfer = TransferOptions.RetrievalMode(values),
            RegisterDatasetTypes = values[RegisterTypes],
            TransferDimensions = values[TransferDimensions],
            DryRun = values[DryRun],
            Progress = context.Progress,
        };
        var types = values[query.DatasetTypes];
        var search = FruitlessSearch.Prepared(query.Search(context, types) with { OrderBy = values[query.OrderBy] }, types);
        var summary = await target.TransferFromAsync(source, source.Queries.AllDatasetsAsync(search, cancellationToken), request, cancellationToken);
        if (summary is { Datasets: 0, Missing: 0 })
            FruitlessSearch.RequireGlob(types, "nothing is transferred");
        if (summary.Missing > 0)
            context.Log.Warning($"{summary.Missing} datasets were left out since the source has no file of them.");
        if (summary.Datasets > summary.New)
            context.Log.Information($"{summary.Datasets - summary.New} of {summary.Datasets} datasets are in the destination already, and were passed over.");
        await context.Output.WriteLineAsync($"Number of datasets transferred: {summary.New}");
        return ExitCodes.Success;
    }
}
