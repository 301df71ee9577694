using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments.SkyMaps;
using SkyButler.Instruments.SkyMaps.Storage;

namespace SkyButler.CommandLine.ButlerCommands.Sky;

/// <summary><c>butler dump-skymap</c>.</summary>
internal sealed class DumpSkyMapCommand : ProgramCommand
{
    public const string Summary = "Print the configuration or the tracts of a sky map.";

    private static readonly CommandArgument Name = new("SKYMAP", "SKYMAP is the name of a registered sky map.");

    private static readonly FlagOption Tracts = new("--tracts")
    {
        Help = "List the tracts: centre in degrees, patches, pixels.",
    };

    private static readonly TableColumn[] Columns = [new("tract"), new("ra"), new("dec"), new("patches_x"), new("patches_y"), new("width"), new("height")];

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Print what defines a registered sky map, as a file that 'butler register-skymap -C' takes; or list its tracts.",
        Arguments = [RepositoryArgument.Existing, Name],
        Options = [Tracts, OutputFormat.Option],
        Examples =
        [
            "repo hsc_rings_v1 > skymap.py",
            "repo around-m31 --tracts",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var name = context.Values[Name];
        var map = await SkyMapRegistration.ReadAsync(butler, name, cancellationToken);
        if (context.Values[Tracts])
        {
            await ListAsync(OutputFormat.Open(context.Values[OutputFormat.Option]!, context.Output), map, cancellationToken);
            return ExitCodes.Success;
        }

        foreach (var line in SkyMapFile.Script(name, map.Settings))
            await context.Output.WriteLineAsync(line.AsMemory(), cancellationToken);
        return ExitCodes.Success;
    }

    private static async Task ListAsync(ListingWriter writer, SkyMap map, CancellationToken cancellationToken)
    {
        await writer.BeginAsync(Columns, cancellationToken);
        for (var number = 0; number < map.Count; number++)
        {
            using var tract = map[number];
            await writer.AddAsync(
                [(long)number, tract.Centre.Longitude, tract.Centre.Latitude, (long)tract.PatchCount.Width, (long)tract.PatchCount.Height, (long)tract.Box.Width, (long)tract.Box.Height],
                cancellationToken);
        }

        await writer.EndAsync(cancellationToken);
    }
}
