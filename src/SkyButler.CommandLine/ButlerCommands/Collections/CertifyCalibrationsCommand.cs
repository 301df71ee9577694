using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Curation;
using SkyButler.Dimensions.Times;

namespace SkyButler.CommandLine.ButlerCommands.Collections;

/// <summary><c>butler certify-calibrations</c>.</summary>
internal sealed class CertifyCalibrationsCommand : ProgramCommand
{
    public const string Summary = "Give calibrations a validity range.";

    private static readonly CommandArgument Input = new("INPUT_COLLECTION", "INPUT_COLLECTION holds the datasets, usually a run.");

    private static readonly CommandArgument Output = new(
        "OUTPUT_COLLECTION", "OUTPUT_COLLECTION is the CALIBRATION collection; it is made if it does not exist.");

    private static readonly CommandArgument Type = new("DATASET_TYPE_NAME", "DATASET_TYPE_NAME is the dataset type, such as bias.");

    private static readonly ValueOption Begin = new("--begin-date")
    {
        Metavar = "TIME",
        Help = "First moment of validity, ISO 8601 in TAI; without it there is no beginning.",
    };

    private static readonly ValueOption End = new("--end-date")
    {
        Metavar = "TIME",
        Help = "First moment after validity, ISO 8601 in TAI; without it there is no end.",
    };

    private static readonly FlagOption SearchAllInputs = new("--search-all-inputs")
    {
        Help = "Search all members of an input that is a chain, not just the first.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Put the datasets of one type into a calibration collection, valid from one moment to another.",
        Arguments = [RepositoryArgument.Existing, Input, Output, Type],
        Options = [Begin, End, SearchAllInputs],
        Examples =
        [
            "repo u/me/biasGen HSC/calib bias --begin-date 2024-01-05 --end-date 2024-02-01T12:00:00",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var certification = new Certification
        {
            DatasetType = values[Type],
            Input = values[Input],
            Output = values[Output],
            Validity = Validity(values),
            SearchAllInputs = values[SearchAllInputs],
        };
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var count = await certification.ApplyAsync(butler.Registry, butler.Queries, cancellationToken);
        context.Log.Information($"{count} datasets are certified in '{values[Output]}'.");
        return ExitCodes.Success;
    }

    private static Timespan Validity(CommandValues values)
    {
        var begin = values[Begin] is { } from ? TaiTime.ParseIso(from) : (long?)null;
        var end = values[End] is { } to ? TaiTime.ParseIso(to) : (long?)null;
        return begin >= end
            ? throw new UsageException($"The validity range is empty: --begin-date {values[Begin]} is not before --end-date {values[End]}.")
            : Timespan.Between(begin, end);
    }
}
