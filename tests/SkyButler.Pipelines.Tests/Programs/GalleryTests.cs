using System.Text.RegularExpressions;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Tables;
using SkyButler.Pipelines.Programs.Messages;
using SkyButler.Queries;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Programs;

/// <summary>The ten pipelines of <c>docs/gallery.md</c>, each with its real program.</summary>
public sealed partial class GalleryTests : IAsyncLifetime
{
    private const int Size = 400;
    private const int Stars = 80;
    private const double Scale = 0.4 / 3600;
    private static readonly string[] Programs = ["source-extractor", "psfex", "scamp", "SWarp", "fpack", "funpack", "imcopy", "awk", "python3"];
    private readonly (double X, double Y, double Flux)[] stars;
    private ProgramRepository repository = null!;

    public GalleryTests()
    {
        var random = new Random(12);
        stars = [.. Enumerable.Range(0, Stars).Select(i => (20 + (random.NextDouble() * 360), 20 + (random.NextDouble() * 360), 3000 * Math.Pow(1 + i, 0.5)))];
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => repository = await ProgramRepository.MakeAsync();

    public ValueTask DisposeAsync()
    {
        repository.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_pipeline_of_the_gallery_runs()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        foreach (var program in Programs.Where(p => !path.Any(f => File.Exists(Path.Combine(f, p)))))
            Assert.Skip($"'{program}' is not installed; test.sh installs it");
        Environment.SetEnvironmentVariable("SURVEY", Checkout.File("examples/survey"));
        await IngestAsync();
        var pipelines = Block().Matches(await File.ReadAllTextAsync(Checkout.File("docs/gallery.md"), Token)).Select(m => m.Groups["text"].Value).ToList();
        pipelines.Count.ShouldBe(10);
        var runs = new List<string> { "frames" };
        foreach (var pipeline in pipelines)
        {
            var result = await repository.RunAsync(pipeline, "exposure IN (1,2)", 2, [.. runs.AsEnumerable().Reverse()]);
            result.ExitCode.ShouldBe(0, pipeline + string.Join('\n', result.Quanta.Select(q => q.ErrorMessage)));
            result.Quanta.Count.ShouldBe(pipeline.Contains("dimensions: [exposure]\n", StringComparison.Ordinal) ? 2 : 4);
            runs.Add(result.OutputRun);
        }

        await CheckAsync(runs);
    }

    private async Task CheckAsync(List<string> runs)
    {
        await using (var butler = await repository.Survey.OpenAsync())
        {
            var found = await MessageReader.FindAsync(butler, ["extract"], new AllDatasetsQuery { Collections = [runs[1]] }, null, Token).ToListAsync(Token);
            found.Count.ShouldBe(4);
            found.ShouldAllBe(m => int.Parse(m.Values["sources"][0], System.Globalization.CultureInfo.InvariantCulture) > Stars / 2);
        }

        (await repository.ReadAsync("wcsHeader", 1, 1, runs[3])).ShouldContain("CRVAL1");
        var image = (await repository.FindAsync("calexp", 2, 1, "frames"))!;
        var unpacked = (await repository.FindAsync("unpacked", 2, 1, runs[6]))!;
        (await PixelsAsync(unpacked)).ShouldBe(await PixelsAsync(image));
        new FileInfo((await repository.FindAsync("packed", 2, 1, runs[5]))!).Length.ShouldBeLessThan(new FileInfo(image).Length);
        (await PixelsAsync((await repository.FindAsync("corner", 2, 1, runs[7]))!)).Length.ShouldBe(64 * 32);
    }

    private static async Task<float[]> PixelsAsync(string path)
    {
        await using var file = await FitsFile.OpenAsync(path, cancellationToken: Token);
        foreach (var hdu in file.Hdus)
            if (hdu.Kind is FitsHduKind.CompressedImage || (hdu.Kind == FitsHduKind.Image && hdu.Header.FindDouble("NAXIS") == 2))
                return (await hdu.ReadImageAsync<float>(cancellationToken: Token)).Pixels;
        throw new InvalidOperationException($"There is no image in {path}.");
    }

    private async Task IngestAsync()
    {
        await using var butler = await repository.Survey.OpenAsync();
        var type = new DatasetType("calexp", butler.Universe.Conform(["exposure", "detector"]), "ImageF");
        var files = new List<FileDataset>();
        foreach (var (exposure, detector) in from e in new long[] { 1, 2 } from d in new long[] { 1, 2 } select (e, d))
            files.Add(new FileDataset(await WriteImageAsync(exposure, detector), [new DatasetRef(type, new DataCoordinate(type.Dimensions, ["Cam", detector, exposure]), "frames", Guid.NewGuid())]));
        var references = new DatasetType("reference", butler.Universe.Conform(["instrument"]), "Catalogue");
        files.Add(new FileDataset(await WriteReferenceAsync(), [new DatasetRef(references, new DataCoordinate(references.Dimensions, ["Cam"]), "frames", Guid.NewGuid())], ProgramRepository.Formatter));
        await butler.IngestAsync(files, new IngestOptions { Transfer = TransferMode.Copy }, Token);
    }

    private async Task<string> WriteImageAsync(long exposure, long detector)
    {
        var random = new Random((int)((exposure * 10) + detector));
        var image = new Image<float>(Size, Size);
        for (var i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (float)(100 + (5 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
        foreach (var (x, y, flux) in stars)
            for (var row = (int)y - 8; row <= (int)y + 8; row++)
                for (var column = (int)x - 8; column <= (int)x + 8; column++)
                    image[column, row] += (float)(flux / (2 * Math.PI * 2.56) * Math.Exp(-(((column - x) * (column - x)) + ((row - y) * (row - y))) / 5.12));
        var path = repository.Beside($"image-{exposure}-{detector}.fits");
        await using var writer = FitsWriter.Create(path);
        await writer.WriteImageAsync(
            image,
            [
                FitsCard.Of("CTYPE1", "RA---TAN"), FitsCard.Of("CTYPE2", "DEC--TAN"), FitsCard.Of("CRVAL1", 10.0), FitsCard.Of("CRVAL2", 0.0), FitsCard.Of("CRPIX1", 200.0), FitsCard.Of("CRPIX2", 200.0),
                FitsCard.Of("CD1_1", -Scale), FitsCard.Of("CD1_2", 0.0), FitsCard.Of("CD2_1", 0.0), FitsCard.Of("CD2_2", Scale), FitsCard.Of("EXPTIME", 30.0), FitsCard.Of("FILTER", "r"),
            ],
            null, Token);
        return path;
    }

    // On the equator and so near to the reference pixel the projection is flat to a thousandth of a pixel.
    private async Task<string> WriteReferenceAsync()
    {
        var path = repository.Beside("reference.fits");
        await using var writer = FitsWriter.Create(path);
        string[] cards = ["SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    0", "END"];
        await writer.WriteTableAsync(new Table([new Column<string>("Field Header Card", new[] { string.Concat(cards.Select(c => c.PadRight(80))) })]), [FitsCard.Of("EXTNAME", "LDAC_IMHEAD")], Token);
        await writer.WriteTableAsync(
            new Table(
            [
                new Column<double>("X_WORLD", stars.Select(s => 10 - ((s.X - 199) * Scale)).ToArray(), "deg"), new Column<double>("Y_WORLD", stars.Select(s => (s.Y - 199) * Scale).ToArray(), "deg"),
                new Column<float>("ERRA_WORLD", Errors()), new Column<float>("ERRB_WORLD", Errors()), new Column<float>("ERRTHETA_WORLD", new float[Stars]),
                new Column<float>("MAG", stars.Select(s => (float)(25 - (2.5 * Math.Log10(s.Flux)))).ToArray()), new Column<float>("MAGERR", Errors()), new Column<double>("OBSDATE", Enumerable.Repeat(2026.0, Stars).ToArray()),
            ]),
            [FitsCard.Of("EXTNAME", "LDAC_OBJECTS")],
            Token);
        return path;

        static float[] Errors() => [.. Enumerable.Repeat(3e-6f, Stars)];
    }

    [GeneratedRegex("```yaml\n(?<text>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
