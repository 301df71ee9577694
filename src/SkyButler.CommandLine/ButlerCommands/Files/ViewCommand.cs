using System.Globalization;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Configuration.Repositories;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Previews;
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
        IsRequired = true,
        Help = "PNG file to write; its path is printed.",
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
        Help = "Greatest width and height in pixels; larger images are averaged.",
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

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Draw an image of a repository, or of a FITS file, as PNG; the amplifiers of a raw are assembled.",
        Arguments = [Source, Dataset],
        Options = [DataIdArguments.Option, Collections, OutputFile, Hdu, Cutout, Size, Limits, Stretch],
        Examples =
        [
            "repo raw --data-id instrument=HSC,exposure=903334,detector=50 -o raw.png",
            "repo calexp.image --data-id instrument=HSC,visit=903334,detector=1_53 --collections u/me -o sky.png --stretch asinh",
            "repo calexp --data-id instrument=HSC,visit=903334,detector=1_53 -o galaxy.png --cutout 320.37,-0.29,0.005",
            "image.fits -o image.png",
            "image.fits --hdu MASK -o mask.png",
            "butler://main/01a1ffa7-3bd1-7a09-9f2e-6d6ba0a7a2f1 -o image.png",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        if (values[Dataset].Length == 0 && Path.GetFullPath(values[Source]) == Path.GetFullPath(values[OutputFile]!))
            throw new CommandFailure($"'{values[OutputFile]}' is the image itself, which the drawing would overwrite; name another file.");
        RequirePng(values[OutputFile]!);
        if (values[Hdu] is not null && (values[Dataset].Length > 0 || DatasetAddress.TryParse(values[Source], out _)))
            throw new UsageException("--hdu chooses from a file; of a dataset, name its repository and a component, such as REPO TYPE.mask.");
        var circle = values[Cutout] is { } given ? CircleOf(given) : (SkyCircle?)null;
        var image = await new NamedDataset(values[Source], values[Dataset], values[Collections])
                .UseAsync(context, async (butler, dataset) => Viewable.ImageOf(await butler.GetAsync(dataset, parameters: Parameters(circle), cancellationToken: cancellationToken)), cancellationToken)
            ?? await ReadFileAsync(context, circle, cancellationToken);
        var picture = Preview.Render(image, Options(values));
        await WriteAsync(picture, values[OutputFile]!, cancellationToken);
        await context.Output.WriteLineAsync(values[OutputFile]);
        return ExitCodes.Success;
    }

    private static void RequirePng(string path)
    {
        var extension = Path.GetExtension(path);
        if (extension.Length > 0 && !string.Equals(extension, ".png", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"Drawings are PNG, and '{path}' is named as something else: write -o {Path.ChangeExtension(path, ".png")}.");
    }

    private static async Task<Image> ReadFileAsync(CommandContext context, SkyCircle? circle, CancellationToken cancellationToken)
    {
        var path = context.Values[Source];
        var viewed = await Viewable.ReadFileAsync(path, context.Values[Hdu], circle, cancellationToken);
        if (viewed.ImageCount > 1 && context.Values[Hdu] is null)
            context.Log.Information($"Of the {viewed.ImageCount} images in {path}, {viewed.Source} is drawn; choose another by --hdu NAME or --hdu NUMBER ('butler show' lists them).");
        return viewed.Image;
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

    private static Dictionary<string, object>? Parameters(SkyCircle? circle) => circle is { } part
        ? new() { ["ra"] = part.Centre.Longitude, ["dec"] = part.Centre.Latitude, ["radius"] = part.Radius }
        : null;

    private static PreviewOptions Options(CommandValues values) => new()
    {
        MaxSize = values[Size],
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
    };
}
