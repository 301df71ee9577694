using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Datasets;

namespace SkyButler.CommandLine.ButlerCommands.Datasets;

/// <summary><c>butler register-dataset-type</c>.</summary>
internal sealed class RegisterDatasetTypeCommand : ProgramCommand
{
    public const string Summary = "Define a dataset type.";

    private static readonly CommandArgument Name = new("DATASET_TYPE", "DATASET_TYPE is its name.");
    private static readonly CommandArgument StorageClass = new("STORAGE_CLASS", "STORAGE_CLASS is the name of its storage class.");

    private static readonly CommandArgument Dimensions = new(
        "DIMENSIONS", "DIMENSIONS identify its datasets; what they require or imply is added.", ArgumentCount.Any);

    private static readonly FlagOption IsCalibration = new("--is-calibration")
    {
        Negative = "--no-is-calibration",
        Help = "Whether its datasets can be certified with validity ranges.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Define a dataset type: a kind of data, with the dimensions that tell its datasets apart.",
        Arguments = [RepositoryArgument.Existing, Name, StorageClass, Dimensions],
        Options = [IsCalibration],
        Examples =
        [
            "repo raw Exposure instrument exposure detector",
            "repo dark ExposureF instrument detector --is-calibration",
        ],
        TakesOptionsFile = false,
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Values[Name];
        if (DatasetType.SplitName(name) is (var parent, { }))
            throw new CommandFailure($"'{name}' names a component; components come with their composite, so register '{parent}'.");
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var type = new DatasetType(
            name,
            butler.Universe.Conform(context.Values.All(Dimensions)),
            butler.StorageClasses[context.Values[StorageClass]].Name,
            context.Values[IsCalibration]);
        var added = await butler.Registry.DatasetTypes.RegisterAsync([type], cancellationToken);
        await context.Output.WriteLineAsync(
            added.Count > 0 ? "Dataset type successfully registered." : "Dataset type already existed in identical form.");
        return ExitCodes.Success;
    }
}
