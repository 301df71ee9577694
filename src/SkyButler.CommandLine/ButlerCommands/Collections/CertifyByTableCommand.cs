using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Curation.Validity;
using SkyButler.Transfers.Tables;

namespace SkyButler.CommandLine.ButlerCommands.Collections;

/// <summary><c>butler certify-by-table</c>.</summary>
internal sealed class CertifyByTableCommand : ProgramCommand
{
    public const string Summary = "Give calibrations the validity ranges of a table.";

    private static readonly CommandArgument Input = new("INPUT_COLLECTION", "INPUT_COLLECTION holds the datasets, usually a run.");

    private static readonly CommandArgument Output = new(
        "OUTPUT_COLLECTION", "OUTPUT_COLLECTION is the CALIBRATION collection; it is made if it does not exist.");

    private static readonly CommandArgument Type = new("DATASET_TYPE_NAME", "DATASET_TYPE_NAME is the dataset type, such as bias.");

    private static readonly CommandArgument Table = new(
        "TABLE_FILE",
        "TABLE_FILE is a table (CSV, ECSV, Parquet, FITS, VOTable) with a column for each dimension of the type, and begin and end: ISO 8601 in TAI, empty for no limit.");

    private static readonly ListOption DataId = new("--data-id")
    {
        Metavar = "KEY=VALUE ...",
        Help = "Value of a dimension that all rows share.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Put datasets of one type into a calibration collection, each row of a table with a validity range of its own. Either all rows are certified, or none.",
        Arguments = [RepositoryArgument.Existing, Input, Output, Type, Table],
        Options = [DataId],
        Examples = ["repo u/me/biasGen HSC/calib bias validity.csv --data-id instrument=HSC"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var table = await IngestTableReader.ReadFileAsync(values[Table], cancellationToken);
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var certification = new TableCertification { DatasetType = values[Type], Inputs = [values[Input]], Output = values[Output], CommonDataId = KeyValues.Read(DataId, values[DataId]) };
        var count = await certification.ApplyAsync(butler.Registry, table, cancellationToken);
        context.Log.Information($"{count} datasets are certified in '{values[Output]}'.");
        return ExitCodes.Success;
    }
}
