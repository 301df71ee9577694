using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments;
using SkyButler.Instruments.Visits;
using SkyButler.Resources.Stores;

namespace SkyButler.CommandLine.ButlerCommands.Instruments;

/// <summary><c>butler define-visits</c>.</summary>
internal sealed class DefineVisitsCommand : ProgramCommand
{
    public const string Summary = "Join exposures to visits, with their regions on the sky.";

    private static readonly CommandArgument Instrument = new("INSTRUMENT", "INSTRUMENT is the name of a registered instrument, or of its class.");

    private static readonly ValueOption ConfigFile = new("-C", "--config-file")
    {
        Metavar = "FILE",
        Help = "File with assignments such as config.groupExposures = 'one-to-one'; it comes before --config.",
    };

    private static readonly ListOption Config = new("-c", "--config")
    {
        Metavar = "NAME=VALUE",
        SplitsOnCommas = false,
        Help = "Value of a field, such as groupExposures=by-group-metadata.",
    };

    private static readonly ListOption Collections = new("--collections")
    {
        Help = "Collections with the dataset 'camera'; without them INSTRUMENT/calib, and else the instrument's description.",
    };

    private static readonly ValueOption Where = new("--where")
    {
        Default = "",
        Help = "Condition on exposures in the query language.",
    };

    private static readonly FlagOption UpdateRecords = new("--update-records")
    {
        Negative = "--no-update-records",
        Help = "Whether visits that are there with other values get the new values and regions.",
    };

    private static readonly FlagOption Incremental = new("--incremental")
    {
        Negative = "--no-incremental",
        Help = "Whether exposures come a few at a time: others of their groups that are registered are joined with them, and visits that are there are updated.",
    };

    private static readonly FlagOption SkipConflicting = new("--skip-conflicting")
    {
        Negative = "--no-skip-conflicting",
        Help = "Whether visits that are there with other values stay as they are; else that is an error.",
    };

    private static readonly FlagOption Prefilter = new("--prefilter")
    {
        Negative = "--no-prefilter",
        Help = "Whether exposures that belong to visits already are left out from the beginning.",
    };

    private static readonly FlagOption CheckDetectorRegions = new("--check-detector-regions")
    {
        Negative = "--no-check-detector-regions",
        Help = "Whether visits that are there get regions of detectors that they lack.",
    };

    private static readonly FlagOption FailFast = new("--fail-fast")
    {
        Negative = "--no-fail-fast",
        Help = "Whether nothing is written where exposures make no visit, such as by a group without a number; else that is told, and the others go on.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Join the exposures of an instrument that saw the sky to visits, and record these with their regions and those of their detectors. "
            + "Visits that are there with the same values are left alone.",
        Arguments = [RepositoryArgument.Existing, Instrument],
        Options = [ConfigFile, Config, Collections, Where, UpdateRecords, Incremental, SkipConflicting, Prefilter, CheckDetectorRegions, FailFast],
        Examples =
        [
            "repo HSC",
            "repo LSSTCam-imSim --collections LSSTCam-imSim/calib -c groupExposures=by-group-metadata",
            "repo LATISS --where \"exposure.day_obs=20240110\" --incremental",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var config = new VisitConfig();
        if (values[ConfigFile] is { } file)
            config = config.WithFile(File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : throw new CommandFailure($"The file '{file}' does not exist."), file);
        config = values[Config].Aggregate(config, (current, text) => current.WithOverride(text));
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var instrument = await RegisteredInstrument.FindAsync(butler, values[Instrument], cancellationToken);
        var definition = new VisitDefinition
        {
            Instrument = instrument.Name,
            Description = await InstrumentFolders.Catalog(context).FindRegisteredAsync(instrument.Name, instrument.ClassName, cancellationToken),
            Config = config,
            Collections = values[Collections],
            Where = values[Where]!,
            Mode = values[Incremental] ? VisitMode.Incremental
                : values[UpdateRecords] ? VisitMode.Update
                : values[SkipConflicting] ? VisitMode.SkipConflicting
                : VisitMode.Compare,
            Prefilters = values[Prefilter],
            ChecksDetectorRegions = values[CheckDetectorRegions],
            Failed = values[FailFast] ? null : failure => context.Surroundings.Error.WriteLine($"Error: {failure.Message}"),
            Stores = ResourceStores.For(context.Surroundings.Environment),
            Log = context.Log,
            Progress = context.Progress,
        };
        var report = await definition.RunAsync(butler, cancellationToken);
        context.Log.Information(
            $"Visits: {report.New} new, {report.Unchanged} unchanged, {report.UpdatedWithRegions} updated with new regions, {report.UpdatedWithoutRegions} updated without{Part(report.Skipped, "left as they are")}{Part(report.Completed, "completed with regions of detectors")}.");
        return report.Failed == 0 ? ExitCodes.Success : throw new CommandFailure($"{report.Failed} visits could not be defined; {(report.New + report.Unchanged + report.UpdatedWithRegions + report.UpdatedWithoutRegions + report.Skipped == 0 ? "there are no others" : "the others were")}.");
    }

    private static string Part(int count, string text) => count == 0 ? "" : $", {count} {text}";
}
