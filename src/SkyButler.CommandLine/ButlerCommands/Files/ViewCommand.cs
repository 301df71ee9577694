using System.Globalization;
using SkyButler.CommandLine.Display;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Configuration.Repositories;
using SkyButler.Imaging.Previews;
using SkyButler.Imaging.Previews.Colors;
using SkyButler.Imaging.Previews.Terminals;
using SkyButler.Imaging.Sky;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary><c>butler view</c>.</summary>
internal sealed class ViewCommand : ProgramCommand
{
    public const string Summary = "Draw an image as PNG.";

    private static readonly CommandArgument Source = new("REPO", "REPO is a repository; where nothing follows, a FITS file, or the address of a dataset: butler://LABEL/UUID.");

    private static readonly CommandArgument Dataset = new(
        "DATASET", "DATASET is the dataset type of an image, an exposure or a raw, a component written as TYPE.COMPONENT, or the identifier (UUID) of a dataset.", ArgumentCount.Optional);

    private static readonly ListOption Collections = new("--collections") { Help = "Collections to search, in order; all if not given." };

    private static readonly ValueOption OutputFile = new("-o", "--output")
    {
        Metavar = "FILE",
        Help = "PNG file to write; its path is printed. Needed but with --terminal.",
    };

    private static readonly ValueOption Hdu = new("--hdu")
    {
        Metavar = "NAME",
        Help = "Of a file, the name or number of the HDU that is drawn; 'butler show' lists them.",
    };

    private static readonly ValueOption Cutout = new("--cutout")
    {
        Metavar = "RA,DEC,RADIUS",
        Help = "Draw only what lies within a radius around a place on the sky, all in degrees; of a remote file only that is fetched.",
    };

    private static readonly IntegerOption Size = new("--size")
    {
        Default = 1024,
        Minimum = 16,
        Help = "Greatest width and height in pixels; larger images are averaged. Blocks in the terminal are as wide as it unless this is given.",
    };

    private static readonly ValueOption Limits = new("--limits")
    {
        Choices = ["zscale", "percentile", "minmax"],
        Default = "zscale",
        Help = "How the values of black and white are chosen.",
    };

    private static readonly ValueOption Stretch = new("--stretch")
    {
        Choices = ["linear", "asinh", "log"],
        Default = "linear",
        Help = "How values between them become brightness.",
    };

    private static readonly ValueOption Map = new("--map")
    {
        Choices = ["grey", "inverted", "viridis", "heat", "cool"],
        Default = "grey",
        Help = "The colours of brightness.",
    };

    private static readonly ListOption Planes = new("--mask")
    {
        Metavar = "PLANE ...",
        Help = "Planes of the mask to lay over the image, each in its colour; 'all' for every one.",
    };

    private static readonly FlagOption NorthUp = new("--north-up")
    {
        Help = "Turn the image to have north at the top and east on the left.",
    };

    private static readonly ValueOption Sources = new("--sources")
    {
        Metavar = "FILE",
        Help = "Circle the sources of a catalogue: a FITS, ECSV, VOTable, CSV or Parquet table with columns such as ra and dec, or x and y.",
    };

    private static readonly ValueOption Green = new("--green")
    {
        Metavar = "BAND|FILE",
        Help = "Draw in colour, with --blue: the image is red, and this is green. Of a dataset, the band in the place of the one of its data ID; of a file, another file.",
    };

    private static readonly ValueOption Blue = new("--blue") { Metavar = "BAND|FILE", Help = "The same for blue." };

    private static readonly ValueOption Terminal = new("--terminal")
    {
        Choices = ["kitty", "iterm", "sixel", "blocks"],
        Help = "Show the image in the terminal, in the way that it understands; blocks are shown by all.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Draw an image of a repository, or of a FITS file, as PNG; the amplifiers of a raw are assembled.",
        Arguments = [Source, Dataset],
        Options = [DataIdArguments.Option, Collections, OutputFile, Hdu, Cutout, Size, Limits, Stretch, Map, Planes, NorthUp, Sources, Green, Blue, Terminal],
        Examples =
        [
            "repo raw --data-id instrument=HSC,exposure=903334,detector=50 -o raw.png",
            "repo calexp.image --data-id instrument=HSC,visit=903334,detector=1_53 --collections u/me -o sky.png --stretch asinh",
            "repo calexp --data-id instrument=HSC,visit=903334,detector=1_53 -o galaxy.png --cutout 320.37,-0.29,0.005",
            "repo calexp --data-id instrument=HSC,visit=903334,detector=1_53 -o up.png --north-up --mask SAT,CR --sources catalogue.ecsv",
            "repo deepCoadd --data-id skymap=discrete,tract=0,patch=69,band=i --green r --blue g -o colour.png --stretch asinh",
            "image.fits --terminal sixel --map viridis --size 400",
            "image.fits -o image.png",
            "image.fits --hdu MASK -o mask.png",
            "butler://main/01a1ffa7-3bd1-7a09-9f2e-6d6ba0a7a2f1 -o image.png",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var output = values[OutputFile];
        if (output is null && values[Terminal] is null)
            throw new UsageException("Nothing says where the drawing goes; give -o FILE.png, or --terminal.");
        if (output is not null && values[Dataset].Length == 0 && Path.GetFullPath(values[Source]) == Path.GetFullPath(output))
            throw new CommandFailure($"'{output}' is the image itself, which the drawing would overwrite; name another file.");
        if (output is not null)
            RequirePng(output);
        if (values[Hdu] is not null && (values[Dataset].Length > 0 || DatasetAddress.TryParse(values[Source], out _)))
            throw new UsageException("--hdu chooses from a file; of a dataset, name its repository and a component, such as REPO TYPE.mask.");
        if (values[Green] is null != values[Blue] is null)
            throw new UsageException("--green and --blue go together: the image itself is red.");
        var draw = await ReadAsync(context, cancellationToken);
        if (output is not null)
        {
            await WriteAsync(draw(values[Size]), output, cancellationToken);
            await context.Output.WriteLineAsync(output);
        }

        if (values[Terminal] is { } terminal)
        {
            var protocol = Enum.Parse<TerminalProtocol>(terminal, ignoreCase: true);
            // A block is a character wide.
            var size = protocol == TerminalProtocol.Blocks && !values.IsGiven(Size) ? TerminalOutput.Columns : values[Size];
            await context.Output.WriteAsync(await TerminalPicture.EncodeAsync(draw(size), protocol, cancellationToken));
        }

        return ExitCodes.Success;
    }

    // What draws the image in a size.
    private static async Task<Func<int, Picture>> ReadAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var reader = new ViewReader(context, values[Source], values[Dataset], values[Collections], values[Hdu], values[Cutout] is { } given ? CircleOf(given) : null, values[Planes]);
        var scene = await reader.ReadAsync(cancellationToken);
        if (values[Sources] is { } catalog)
            scene = await reader.MarkAsync(scene, catalog, cancellationToken);
        if (values[Green] is not { } green)
            return size => Preview.Render(scene, Options(values, size));
        var (second, third) = (await reader.ReadBandAsync(green, cancellationToken), await reader.ReadBandAsync(values[Blue]!, cancellationToken));
        return size => Preview.RenderColor(scene, second, third, Options(values, size));
    }

    private static void RequirePng(string path)
    {
        var extension = Path.GetExtension(path);
        if (extension.Length > 0 && !string.Equals(extension, ".png", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"Drawings are PNG, and '{path}' is named as something else: write -o {Path.ChangeExtension(path, ".png")}.");
    }

    private static async Task WriteAsync(Picture picture, string path, CancellationToken cancellationToken)
    {
        var isNew = !Path.Exists(path);
        try
        {
            await using var file = File.Create(path);
            await PngWriter.WriteAsync(file, picture, cancellationToken);
        }
        catch when (isNew)
        {
            // Half a picture is none.
            if (File.Exists(path))
                File.Delete(path);
            throw;
        }
    }

    private static SkyCircle CircleOf(string text)
    {
        var numbers = text.Split(',', StringSplitOptions.TrimEntries)
            .Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToList();
        return numbers.Count == 3 && numbers.TrueForAll(double.IsFinite)
            ? new(new(numbers[0], numbers[1]), numbers[2])
            : throw new UsageException($"'--cutout {text}' is no place with a radius; give three numbers of degrees, as in --cutout 320.37,-0.29,0.005.");
    }

    private static PreviewOptions Options(CommandValues values, int size) => new()
    {
        MaxSize = size,
        Limits = values[Limits] switch
        {
            "percentile" => PreviewLimits.Percentile,
            "minmax" => PreviewLimits.MinMax,
            _ => PreviewLimits.ZScale,
        },
        Stretch = values[Stretch] switch
        {
            "asinh" => PreviewStretch.Asinh,
            "log" => PreviewStretch.Log,
            _ => PreviewStretch.Linear,
        },
        Map = Enum.Parse<ColorMap>(values[Map]!, ignoreCase: true),
        Up = values[NorthUp] ? PreviewUp.North : PreviewUp.Rows,
    };
}
