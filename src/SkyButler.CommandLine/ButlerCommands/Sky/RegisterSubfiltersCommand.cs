using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments.SkyMaps;

namespace SkyButler.CommandLine.ButlerCommands.Sky;

/// <summary><c>butler register-dcr-subfilters</c>.</summary>
internal sealed class RegisterSubfiltersCommand : ProgramCommand
{
    public const string Summary = "Add subfilters of bands, for coadds that follow the colour of the air's refraction.";

    private static readonly CommandArgument Count = new("NUM_SUBFILTERS", "NUM_SUBFILTERS is how many subfilters each band has.");

    private static readonly CommandArgument Bands = new("BAND_NAMES", "BAND_NAMES are the bands, such as g r i.", ArgumentCount.OneOrMore);

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Add records of the dimension 'subfilter', numbered from 0, to bands. Those that are there are left alone.",
        Arguments = [RepositoryArgument.Existing, Count, Bands],
        Examples = ["repo 3 g r"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var count = int.TryParse(context.Values[Count], System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UsageException($"NUM_SUBFILTERS is a number above 0, not '{context.Values[Count]}'.");
        var bands = context.Values.All(Bands).SelectMany(CommaLists.Split).ToList();
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        await Subfilters.RegisterAsync(butler, count, bands, cancellationToken);
        context.Log.Information($"The bands {string.Join(", ", bands)} have subfilters 0 to {count - 1}.");
        return ExitCodes.Success;
    }
}
