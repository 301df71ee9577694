using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Transfers.Imports;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary><c>butler import</c>.</summary>
internal sealed class ImportCommand : ProgramCommand
{
    public const string Summary = "Import datasets that were exported.";

    private static readonly CommandArgument Directory = new("DIRECTORY", "DIRECTORY is the folder or URI of the export; paths in the export file begin there.");

    private static readonly ValueOption ExportFile = new("--export-file")
    {
        Metavar = "FILE",
        Default = "export.yaml",
        Help = "Name of the export file in the folder, or its path or URI.",
    };

    private static readonly ListOption SkipDimensions = new("-s", "--skip-dimensions")
    {
        Help = "Dimension elements whose records are not imported.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Import an export. Nothing is written before all of the export file is known to be sound. What is there already is left alone, so an import that was stopped goes on when it is started again.",
        Arguments = [RepositoryArgument.Existing, Directory],
        Options = [TransferOptions.Transfer, TransferOptions.Threads, ExportFile, SkipDimensions, TransferOptions.TrackFileAttributes],
        Examples =
        [
            "repo exported/ --transfer copy",
            "repo s3://bucket/exported/ -t copy --skip-dimensions instrument,detector,physical_filter",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var options = new ImportOptions
        {
            FileName = values[ExportFile]!,
            Transfer = TransferOptions.Mode(values),
            SkipDimensions = values[SkipDimensions],
            RecordValidationInfo = values[TransferOptions.TrackFileAttributes],
            Progress = context.Progress,
        };
        await butler.ImportAsync(values[Directory], options, cancellationToken);
        return ExitCodes.Success;
    }
}
