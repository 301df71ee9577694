using SkyButler.CommandLine.AstrometadataCommands;
using SkyButler.CommandLine.ButlerCommands.Files;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments.Gen2;
using SkyButler.Instruments.SkyMaps;

namespace SkyButler.CommandLine.ButlerCommands.Instruments;

/// <summary><c>butler convert</c>.</summary>
internal sealed class ConvertCommand : ProgramCommand
{
    public const string Summary = "Convert a repository of the second generation.";

    private static readonly ValueOption Root = new("--gen2root") { Metavar = "FOLDER", Help = "The folder of the repository of the second generation. It is needed." };

    private static readonly ValueOption SkyMapName = new("--skymap-name") { Metavar = "NAME", Help = "The name that the sky map of coadds gets, unless it is registered already under another." };

    private static readonly ValueOption SkyMapFile = new("--skymap-config")
    {
        Metavar = "FILE",
        Help = "File with assignments such as config.skyMap = 'rings', as for register-skymap; without it the sky map is read from deepCoadd/skyMap.pickle.",
    };

    private static readonly ValueOption Calibrations = new("--calibs") { Metavar = "FOLDER", Help = "The folder of calibrations and their registry, in the root unless it is absolute; CALIB unless told." };

    private static readonly ListOption Reruns = new("--reruns") { Metavar = "FOLDER", Help = "Reruns by their folders in the root, such as rerun/shared/first; the reruns that are their parents come too." };

    private static readonly ListOption Policies = new("--policy") { Metavar = "FILE", Help = "Policy file of the mapper, in the original's form, for other cameras than those that are known, and for types that they lack." };

    private static readonly ValueOption Instrument = new("--instrument") { Help = "The instrument, by name, class name or file; without it the one that the mapper stands for." };

    private static readonly ValueOption Package = new("--data-package") { Metavar = "FOLDER", Help = "The data package of curated calibrations, which are left out without it." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Convert a repository of the second generation to one of the third, which is made if it is not there: raws by their registry, visits, calibrations with their "
            + "validity, reference catalogues, sky maps, and the outputs of reruns. A conversion that was stopped goes on when it is started again. What was not understood is told at the end.",
        Arguments = [RepositoryArgument.Existing],
        Options = [Root, SkyMapName, SkyMapFile, Calibrations, Reruns, Policies, Instrument, Package, HeaderOptions.Packages, RawCommandOptions.Processes, TransferOptions.Transfer, TransferOptions.Threads],
        Examples =
        [
            "repo --gen2root /data/HSC --transfer symlink",
            "repo --gen2root /data/HSC --reruns rerun/shared/first,rerun/private/ann/second --skymap-name hsc_rings_v1 --transfer direct",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var repository = values[RepositoryArgument.Existing];
        var root = values[Root] ?? throw new UsageException("Name the repository of the second generation by --gen2root.");
        if (!Directory.Exists(root))
            throw new CommandFailure($"There is no folder '{root}' to be converted.");
        var map = await SkyMapAsync(values[SkyMapFile], cancellationToken);
        if (!repository.Contains("://", StringComparison.Ordinal) && !Path.Exists(repository))
            await Butler.CreateAsync(repository, new ButlerCreation { Log = context.Log }, cancellationToken);
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var stores = RawCommandOptions.Stores(context);
        var options = new Gen2Options
        {
            Root = root,
            Calibrations = values[Calibrations],
            Reruns = values[Reruns],
            SkyMapName = values[SkyMapName] ?? map?.Name,
            SkyMap = map?.Map,
            Instrument = values[Instrument],
            Policies = values[Policies],
            DataPackage = values[Package],
            Transfer = TransferOptions.Mode(values),
            Log = context.Log,
            Progress = context.Progress,
        };
        var reader = await RawCommandOptions.ReaderAsync(context, stores, cancellationToken);
        return Tell(context, await new Gen2Conversion(butler, InstrumentFolders.Catalog(context), reader, stores, options).RunAsync(cancellationToken));
    }

    private static async Task<(string? Name, SkyMap Map)?> SkyMapAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is null)
            return null;
        var config = new SkyMapConfig();
        config.ApplyFile(File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : throw new CommandFailure($"The file '{file}' does not exist."), file);
        return (config.Name, new SkyMap(config.Settings));
    }

    private static int Tell(CommandContext context, Gen2Report report)
    {
        foreach (var line in report.LeftOut)
            context.Log.Warning(line);
        context.Log.Information($"Converted: {Counts(report.Taken)}; there before: {Counts(report.Present)}; {report.Visits} visits and {report.Certified} validity ranges are new.");
        return report.Failures == 0 ? ExitCodes.Success : throw new CommandFailure($"{report.Failures} could not be converted; the rest was. Started again, the conversion tries them again.");
    }

    private static string Counts(IReadOnlyDictionary<string, int> counts) => counts.Count == 0 ? "nothing" : string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"));
}
