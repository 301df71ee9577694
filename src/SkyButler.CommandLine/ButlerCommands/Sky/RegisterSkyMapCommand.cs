using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments.SkyMaps;
using SkyButler.Instruments.SkyMaps.Storage;

namespace SkyButler.CommandLine.ButlerCommands.Sky;

/// <summary><c>butler register-skymap</c>.</summary>
internal sealed class RegisterSkyMapCommand : ProgramCommand
{
    public const string Summary = "Add a sky map with its tracts and patches.";

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Add a sky map: its tracts and patches with their regions, and the dataset skyMap in the run 'skymaps'. "
            + "A sky map that is there already is left alone.\n"
            + "Its name (config.name) and kind (config.skyMap: dodeca, equat, discrete, rings or healpix) come from a file or from --config; docs/sky-maps.md lists the fields.",
        Arguments = [RepositoryArgument.Existing],
        Options = [SkyMapOptions.ConfigFile, SkyMapOptions.Config],
        Examples =
        [
            "repo -C skymap.py",
            "repo -c name=mine -c skyMap=rings -c skyMap.rings.numRings=120 -c skyMap.rings.projection=TAN",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var config = new SkyMapConfig();
        await SkyMapOptions.ApplyAsync(config, context.Values, cancellationToken);
        var name = config.Name ?? throw new UsageException("The sky map has no name: set config.name in the file, or give --config name=NAME.");
        var map = new SkyMap(config.Settings);
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var isNew = await SkyMapRegistration.RegisterAsync(butler, name, map, context.Progress, cancellationToken);
        context.Log.Information(isNew ? $"The sky map '{name}' of {map.Count} tracts is registered." : $"The sky map '{name}' was registered before; nothing is changed.");
        return ExitCodes.Success;
    }
}
