using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Transfers.Exports;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary><c>butler export</c>, which the original has only in Python.</summary>
internal sealed class ExportCommand : ProgramCommand
{
    public const string Summary = "Export datasets to a folder.";

    private static readonly CommandArgument Directory = new("DIRECTORY", "DIRECTORY is a folder or URI; it is made if it does not exist.");

    private static readonly FlagOption Everything = new("--everything")
    {
        Help = "All datasets, collections, dataset types and dimension records of the repository.",
    };

    private static readonly ValueOption ExportFile = new("--export-file")
    {
        Metavar = "NAME",
        Default = "export.yaml",
        Help = "Name of the file that describes the export.",
    };

    private static readonly FlagOption Overwrite = new("--overwrite") { Help = "Replace an export file that is there." };

    private readonly QueryOptions query = new(limit: 0);

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Export the datasets that a search finds, with their files, dimension records, types and runs, and with the collections that are named, "
            + "to a folder that butler import reads. An export that was stopped goes on when it is started again.",
        Arguments = [RepositoryArgument.Existing, Directory],
        Options = [Everything, query.DatasetTypes, query.Collections, query.Where, query.FindFirst, query.Limit, TransferOptions.Retrieval, TransferOptions.Threads, ExportFile, Overwrite],
        Examples =
        [
            "repo all/ --everything --transfer copy",
            "repo visits/ -d calexp --collections u/me/run1 --where \"instrument='HSC' AND visit=1228\" --transfer copy",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var isChosen = values[query.DatasetTypes].Count > 0 || values[query.Collections].Count > 0 || values[query.Where]!.Length > 0;
        if (values[Everything] == isChosen)
            throw new UsageException("Say which datasets to export, by --dataset-type, --collections or --where; or --everything, without these.");
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var options = new ExportOptions
        {
            Collections = values[query.Collections],
            Transfer = TransferOptions.RetrievalMode(values),
            FileName = values[ExportFile]!,
            Overwrite = values[Overwrite],
            Progress = context.Progress,
        };
        if (values[Everything])
            return Told(context, await butler.ExportEverythingAsync(values[Directory], options, cancellationToken));
        var types = values[query.DatasetTypes];
        var search = FruitlessSearch.Prepared(query.Search(context, types), types);
        // Collections may be exported without datasets; what else was asked for must be there.
        if (types.Count > 0 || values[query.Where]!.Length > 0)
        {
            if (!await butler.Queries.AllDatasetsAsync(search with { Limit = 1, OnTruncated = null }, cancellationToken).AnyAsync(cancellationToken))
            {
                FruitlessSearch.RequireGlob(types, "nothing is exported");
                await context.Output.WriteLineAsync(Messages.NoDatasets);
                return ExitCodes.Success;
            }

            search = search with { OnMissingTypes = static _ => { } };
        }

        return Told(context, await butler.ExportAsync(butler.Queries.AllDatasetsAsync(search, cancellationToken), values[Directory], options, cancellationToken));
    }

    private static int Told(CommandContext context, ExportSummary summary)
    {
        context.Log.Information($"{summary.Datasets} datasets are exported, with {summary.Files} files.");
        return ExitCodes.Success;
    }
}
