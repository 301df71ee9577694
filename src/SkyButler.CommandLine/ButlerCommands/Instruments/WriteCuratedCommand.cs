using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments;
using SkyButler.Instruments.Calibrations;

namespace SkyButler.CommandLine.ButlerCommands.Instruments;

/// <summary><c>butler write-curated-calibrations</c>.</summary>
internal sealed class WriteCuratedCommand : ProgramCommand
{
    public const string Summary = "Write the curated calibrations of an instrument's data package.";

    private static readonly CommandArgument Instrument = new("INSTRUMENT", "INSTRUMENT is the instrument's name or class name, or the YAML file that describes it.");

    private static readonly CommandArgument Labels = new("LABELS", "LABELS become parts of the names of collections and runs.", ArgumentCount.Any);

    private static readonly ValueOption Collection = new("--collection") { Help = "The CALIBRATION collection; without it PREFIX/calib/LABELS." };

    private static readonly ListOption Label = new("--label") { Metavar = "TEXT", Help = "Further labels, after those that stand as arguments." };

    private static readonly ValueOption Prefix = new("--prefix") { Help = "First part of the names of collections and runs; without it the instrument's name." };

    private static readonly ValueOption Package = new("--data-package")
    {
        Metavar = "FOLDER",
        Help = "The data package; without it the folder that the environment names, such as OBS_LSST_DATA_DIR for obs_lsst_data.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Write the calibrations that people keep in a data package, by instrument, dataset type, detector, filter and date: each is valid from the date that its "
            + "file's name says until the next. Tables become FITS tables, other files are taken as they are.",
        Arguments = [RepositoryArgument.Existing, Instrument, Labels],
        Options = [Collection, Label, Prefix, Package],
        Examples = ["repo LSSTCam DM-12345 --data-package obs_lsst_data", "repo HSC --collection HSC/calib"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var description = await InstrumentFolders.Catalog(context).FindAsync(values[Instrument], cancellationToken);
        var package = values[Package] ?? context.Surroundings.Environment[Variable(description)]
            ?? throw new UsageException($"Name the data package of {description.Name} by --data-package, or its folder by {Variable(description)} in the environment.");
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var options = new CuratedOptions
        {
            Collection = values[Collection],
            Labels = [.. values.All(Labels), .. values[Label]],
            Prefix = values[Prefix],
            Warnings = warning => context.Log.Warning(warning),
        };
        var counts = await new CuratedCalibrations(butler, description, options).WriteAsync(package, cancellationToken);
        context.Log.Information($"Written and certified: {(counts.Count == 0 ? "nothing" : string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")))}.");
        return ExitCodes.Success;
    }

    private static string Variable(InstrumentDescription description) => (description.Calibrations?.Package ?? "obs_data").ToUpperInvariant() + "_DIR";
}
