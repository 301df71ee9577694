using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Resources;
using SkyButler.Transfers.Tables;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary><c>butler ingest-files</c>.</summary>
internal sealed class IngestFilesCommand : ProgramCommand
{
    public const string Summary = "Take files in as datasets, from a table.";

    private const string Unique = "UNIQUE";
    private const string DataIdType = "DATAID_TYPE";
    private const string DataIdTypeRun = "DATAID_TYPE_RUN";

    private static readonly CommandArgument Type = new("DATASET_TYPE", "DATASET_TYPE is the dataset type of all files; it must be registered.");
    private static readonly CommandArgument Run = new("RUN", "RUN is the run that takes them in; it is made if it does not exist.");

    private static readonly CommandArgument Table = new(
        "TABLE_FILE",
        "TABLE_FILE is a table as CSV, ECSV, columns divided by blanks, or a FITS binary table. Its first column names the files, its other columns are dimensions.");

    private static readonly ValueOption Formatter = new("--formatter")
    {
        Help = "Name of the formatter that reads the files; without it the repository's configuration decides.",
    };

    private static readonly ValueOption IdMode = new("--id-generation-mode")
    {
        Choices = [Unique, DataIdType, DataIdTypeRun],
        Default = Unique,
        Help = "How identifiers are made: new ones, or the same each time for the same type and data ID (and run).",
    };

    private static readonly ListOption DataId = new("--data-id")
    {
        Metavar = "KEY=VALUE ...",
        Help = "Value of a dimension that all files share.",
    };

    private static readonly ValueOption Prefix = new("--prefix")
    {
        Metavar = "FOLDER",
        Help = "Where relative paths in the table begin; without it the working folder.",
    };

    private static readonly IntegerOption BatchSize = new("--batch-size")
    {
        Default = 0,
        Minimum = 0,
        Help = "Take in so many files at a time, so that a failure keeps those before it; 0 for all of them, or none.",
    };

    private static readonly FlagOption SkipExisting = new("--skip-existing")
    {
        Help = "Pass over files whose data ID the run has already: so an ingest that was stopped goes on.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Take files in as datasets. Either all of them are taken in, or none, unless --batch-size says otherwise.",
        Arguments = [RepositoryArgument.Existing, Type, Run, Table],
        Options = [Formatter, IdMode, DataId, Prefix, BatchSize, SkipExisting, TransferOptions.TrackFileAttributes, TransferOptions.Transfer, TransferOptions.Threads],
        Examples =
        [
            "repo raw HSC/raw/all files.csv --data-id instrument=HSC --prefix /data/night1 --transfer copy",
            "repo dark HSC/calib/dark1 darks.ecsv -t direct",
            "repo raw HSC/raw/all files.csv --data-id instrument=HSC -t move --batch-size 10000 --skip-existing",
        ],
        TakesOptionsFile = false,
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        // A long table and the repository are read at the same time; a pipe that says nothing more does not keep who has had enough.
        var reading = Task.Run(() => IngestTableReader.ReadFileAsync(values[Table], cancellationToken), cancellationToken);
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var table = await reading.WaitAsync(cancellationToken);
        var folder = ResourcePath.FromLocalDirectory(".");
        var ingest = new TableIngest
        {
            DatasetType = await butler.Registry.DatasetTypes.GetAsync(values[Type], cancellationToken),
            Run = values[Run],
            Prefix = values[Prefix] is { } prefix ? ResourcePath.ParseTyped(prefix, folder, context.Surroundings.Environment).AsDirectory() : folder,
            StaysInPrefix = values[Prefix] is not null,
            CommonDataId = KeyValues.Read(DataId, values[DataId]),
            IdMode = values[IdMode] switch
            {
                DataIdType => DatasetIdMode.DataIdType,
                DataIdTypeRun => DatasetIdMode.DataIdTypeRun,
                _ => DatasetIdMode.Unique,
            },
            Formatter = values[Formatter],
            Ids = new DatasetIds(context.Surroundings.Clock),
        };
        var options = new IngestOptions
        {
            Transfer = TransferOptions.Mode(values),
            RecordValidationInfo = values[TransferOptions.TrackFileAttributes],
            SkipExistingDataIds = values[SkipExisting],
            Progress = context.Progress,
        };
        var files = ingest.Read(table);
        var taken = values[BatchSize] is 0
            ? await butler.IngestAsync(files, options, cancellationToken)
            : await IngestInBatchesAsync(context, butler, files, options, cancellationToken);
        context.Log.Information($"{taken} files are taken into the run '{values[Run]}'{(taken < files.Count ? $"; {files.Count - taken} were there before" : "")}.");
        return ExitCodes.Success;
    }

    private static async Task<int> IngestInBatchesAsync(
        CommandContext context, Butler butler, IReadOnlyList<FileDataset> files, IngestOptions options, CancellationToken cancellationToken)
    {
        var (done, taken) = (0, 0);
        try
        {
            foreach (var batch in files.Chunk(context.Values[BatchSize]))
            {
                taken += await butler.IngestAsync(batch, options with { Progress = null }, cancellationToken);
                done += batch.Length;
                context.Progress?.Report(new("Ingesting files", done, files.Count));
            }

            return taken;
        }
        catch when (done > 0)
        {
            var before = taken < done ? $", {done - taken} were there before" : "";
            context.Log.Warning($"{taken} of {files.Count} files are taken in{before}: the first {done} of the table; pass over them the next time (--skip-existing).");
            throw;
        }
    }
}
