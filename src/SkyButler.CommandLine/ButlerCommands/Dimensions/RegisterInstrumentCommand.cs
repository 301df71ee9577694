using SkyButler.CommandLine.ButlerCommands.Instruments;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments;
using SkyButler.Registry.Records;

namespace SkyButler.CommandLine.ButlerCommands.Dimensions;

/// <summary><c>butler register-instrument</c>.</summary>
internal sealed class RegisterInstrumentCommand : ProgramCommand
{
    public const string Summary = "Add an instrument with its detectors and filters.";

    private static readonly CommandArgument Instrument = new(
        "INSTRUMENT",
        "INSTRUMENT is a YAML file that describes an instrument, or the class name or name of one that is described in a folder named by "
            + "the environment variable SKYBUTLER_INSTRUMENTS, or that ships.",
        ArgumentCount.OneOrMore);

    private static readonly FlagOption Update = new("--update") { Help = "Change records that are there with other values; without it they are an error." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Add the records of instruments: the instruments themselves, their detectors and their filters. "
            + "What is there already with the same values is left alone.",
        Arguments = [RepositoryArgument.Existing, Instrument],
        Options = [Update],
        Examples =
        [
            "repo mycam.yaml",
            "repo mycam.yaml --update",
            "repo lsst.obs.subaru.HyperSuprimeCam",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var descriptions = new List<InstrumentDescription>();
        var catalog = InstrumentFolders.Catalog(context);
        foreach (var name in context.Values.All(Instrument))
            descriptions.Add(await catalog.FindAsync(name, cancellationToken));
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var instruments = descriptions.Select(description => description.ToRecords(butler.Universe)).ToList();
        foreach (var instrument in instruments.Where(instrument => instrument.LeftOut.Count > 0))
            context.Log.Information($"{instrument.Name}: this repository has no place for {string.Join(", ", instrument.LeftOut)}; left out.");
        var mode = context.Values[Update] ? RecordSync.Update : RecordSync.Compare;
        await InstrumentRegistration.RegisterAsync(butler.Registry, instruments, mode, cancellationToken);
        return ExitCodes.Success;
    }
}
