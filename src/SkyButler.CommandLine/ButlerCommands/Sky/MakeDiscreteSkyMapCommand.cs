using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments.SkyMaps;
using SkyButler.Instruments.SkyMaps.Storage;

namespace SkyButler.CommandLine.ButlerCommands.Sky;

/// <summary><c>butler make-discrete-skymap</c>.</summary>
internal sealed class MakeDiscreteSkyMapCommand : ProgramCommand
{
    public const string Summary = "Add a sky map with one tract around a set of images.";

    private static readonly CommandArgument Instrument = new("INSTRUMENT", "INSTRUMENT is the name of the instrument that made the images.");

    private static readonly ListOption Collections = new("--collections")
    {
        Help = "Collections with the images.",
    };

    private static readonly ValueOption Type = new("--dataset-type")
    {
        Default = "calexp",
        Help = "Dataset type of the images; it needs the components wcs and bbox.",
    };

    private static readonly ValueOption SkyMapId = new("--skymap-id")
    {
        Default = "discrete",
        Help = "Name of the new sky map.",
    };

    private static readonly ValueOption OldSkyMapId = new("--old-skymap-id")
    {
        Help = "Name of a discrete sky map whose tracts come first in the new one (with --append).",
    };

    private static readonly FlagOption Append = new("--append")
    {
        Help = "Take the tracts of --old-skymap-id too.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Add a discrete sky map with one tract around the outlines of images, of which nothing else is read.\n"
            + "Fields of its configuration are those of skyMap (skyMap.projection, skyMap.pixelScale, skyMap.tractOverlap, which is 0 here, and so on), borderSize in degrees, and doAppend.",
        Arguments = [RepositoryArgument.Existing, Instrument],
        Options = [Collections, Type, SkyMapId, OldSkyMapId, Append, SkyMapOptions.ConfigFile, SkyMapOptions.Config],
        Examples =
        [
            "repo HSC --collections HSC/runs/first --skymap-id around-m31 -c skyMap.projection=TAN -c skyMap.pixelScale=0.168",
            "repo HSC --collections HSC/runs/second --skymap-id both --old-skymap-id around-m31 --append",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        if (values[Collections].Count == 0)
            throw new UsageException("Missing option '--collections'.");
        var config = new DiscreteSkyMapConfig();
        if (values[SkyMapOptions.ConfigFile] is { } file)
            config.ApplyFile(File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : throw new CommandFailure($"The file '{file}' does not exist."), file);
        foreach (var text in values[SkyMapOptions.Config])
            config.ApplyOverride(text);
        var appends = values[Append] || config.Appends;
        if (appends && values[OldSkyMapId] is null)
            throw new UsageException("--append needs --old-skymap-id.");
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var maker = new DiscreteSkyMapMaker
        {
            Settings = config.Settings,
            Border = config.Border,
            Old = appends ? await SkyMapRegistration.ReadAsync(butler, values[OldSkyMapId]!, cancellationToken) : null,
        };
        var map = await maker.MakeAsync(butler, values[Type]!, values[Collections], values[Instrument], context.Progress, cancellationToken);
        await SkyMapRegistration.RegisterAsync(butler, values[SkyMapId]!, map, context.Progress, cancellationToken);
        var centre = map.CentreOf(map.Count - 1);
        context.Log.Information($"The sky map '{values[SkyMapId]}' is registered; its tract {map.Count - 1} around ({centre.Longitude:F5}, {centre.Latitude:F5}) has a radius of {map.Settings.Radii[^1]:F5} degrees.");
        return ExitCodes.Success;
    }
}
