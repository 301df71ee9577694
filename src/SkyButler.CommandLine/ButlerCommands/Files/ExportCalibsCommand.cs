using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Transfers.Exports;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary><c>butler export-calibs</c>.</summary>
internal sealed class ExportCalibsCommand : ProgramCommand
{
    public const string Summary = "Export certified calibrations to a folder.";

    private static readonly CommandArgument Directory = new("DIRECTORY", "DIRECTORY is the folder of the export; it must not exist.");

    private static readonly CommandArgument Collections = new(
        "COLLECTIONS", "COLLECTIONS are names or globs of calibration collections, or of chains of them; all if not given.", ArgumentCount.Any);

    private static readonly ListOption DatasetTypes = new("-d", "--dataset-type")
    {
        Help = "Names or globs of dataset types; all calibrations if not given.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Export calibrations with their validity ranges to a folder that butler import reads, and list them.",
        Arguments = [RepositoryArgument.Existing, Directory, Collections],
        Options = [DatasetTypes, TransferOptions.Retrieval, TransferOptions.Threads, OutputFormat.Option],
        Examples =
        [
            "repo calibs/ HSC/calib -d bias,dark --transfer copy",
        ],
        TakesOptionsFile = false,
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var options = new ExportOptions { Transfer = TransferOptions.RetrievalMode(values), Progress = context.Progress };
        await using var exported = await butler.ExportCalibrationsAsync(values[Directory], values.All(Collections), values[DatasetTypes], options, cancellationToken);
        if (!await exported.ReadAsync(cancellationToken).AnyAsync(cancellationToken))
        {
            context.Log.Warning("No certified calibrations were found, so nothing is exported; name CALIBRATION collections, or chains of them (butler query-collections).");
            return ExitCodes.Success;
        }

        var dimensions = exported.Dimensions;
        var writer = OutputFormat.Open(values[OutputFormat.Option]!, context.Output);
        await writer.BeginAsync([new("calibrationType"), new("run"), .. dimensions.Select(d => new TableColumn(d))], cancellationToken);
        await foreach (var dataset in exported.ReadAsync(cancellationToken))
            await writer.AddAsync(
                [dataset.DatasetType.Name, dataset.Run, .. dimensions.Select(d => dataset.DataId.TryGet(d, out var value) ? value.ToObject() : "")], cancellationToken);
        await writer.EndAsync(cancellationToken);
        return ExitCodes.Success;
    }
}
