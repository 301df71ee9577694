using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Transfers.Zips;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary><c>butler ingest-zip</c>.</summary>
internal sealed class IngestZipCommand : ProgramCommand
{
    public const string Summary = "Take a zip of datasets in as it is.";

    private static readonly CommandArgument Zip = new("ZIP", "ZIP is a file that retrieve-artifacts --zip made, or a folder that it filled without --zip; or its URI.");

    private static readonly FlagOption TransferDimensions = new("--transfer-dimensions")
    {
        Negative = "--no-transfer-dimensions",
        Help = "Whether dimension records that the zip has are inserted where they are not there.",
    };

    private static readonly FlagOption DryRun = new("--dry-run")
    {
        Negative = "--no-dry-run",
        Help = "Only look whether the zip could be taken in; nothing is written.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Take in a zip of datasets with its index; the files stay in the zip and are read there. Of a folder of retrieved files, the files are taken in by the index beside them. Either all of them are taken in, or none.",
        Arguments = [RepositoryArgument.Existing, Zip],
        Options = [TransferOptions.Transfer, TransferOptions.Threads, TransferDimensions, DryRun],
        Examples =
        [
            "repo out/d9023b49-f288-583e-9ca4-e511f6c06043.zip --transfer copy",
            "repo retrieved/ --transfer copy",
        ],
        TakesOptionsFile = false,
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var options = new ZipIngestOptions
        {
            Transfer = TransferOptions.Mode(values),
            TransferDimensions = values[TransferDimensions],
            DryRun = values[DryRun],
        };
        var count = await butler.IngestZipAsync(values[Zip], options, cancellationToken);
        context.Log.Information(options.DryRun ? $"{count} datasets could be taken in." : $"{count} datasets are taken in.");
        return ExitCodes.Success;
    }
}
