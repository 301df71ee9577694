using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;

namespace SkyButler.Benchmarks.Commands;

/// <summary>Exposures of 4096 x 4096 pixels in three planes, plain and compressed: read, written and cut, beside astropy and CFITSIO's tools in the same run.</summary>
internal sealed class ImageFiles : IBenchmark
{
    private const int Size = 4096;
    private const string Native = "[np.array(h[i].data, h[i].data.dtype.newbyteorder('=')) for i in (1, 2, 3)]";
    private const string Opened = "h = fits.open(sys.argv[1]); ";
    private static readonly Box2I Part = Box2I.FromSize(1900, 2500, 100, 100);

    /// <inheritdoc />
    public string Name => "images";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(bench.Folder.Fresh("images")).FullName;
        string File(string name) => Path.Combine(folder, name);
        var exposure = Make(1);
        foreach (var (name, how, compression, astropy) in Ways)
        {
            string own = File($"{name}.fits"), other = File($"{name}-astropy.fits");
            var write = await Repeat.PairAsync(
                bench.Repetitions, () => WriteAsync(own, exposure, compression, cancellationToken),
                () => AstropyRun.TimeAsync($"{Opened}d = {Native}", astropy, [own, other], cancellationToken));
            yield return Beside($"write an exposure, {how}; bare: astropy", write);
            var read = await Repeat.PairAsync(
                bench.Repetitions, () => Repeat.TimeAsync(() => ExposureReader.ReadAsync(own, null, cancellationToken)),
                () => AstropyRun.TimeAsync("", Opened + Native, [own], cancellationToken));
            yield return Beside($"read it, {how}; bare: astropy, native numbers", read);
            // astropy opens a compressed part as long as the whole, and a plain one so fast that one can't be measured.
            var cuts = compression is null ? 100 : 1;
            var cut = await Repeat.PairAsync(
                bench.Repetitions, () => Repeat.TimeAsync(() => CutAsync(own, cuts, cancellationToken)),
                () => AstropyRun.TimeAsync("", $"for j in range({cuts}): {Opened}[np.array(h[i].data[2500:2600, 1900:2000]) for i in (1, 2, 3)]", [own], cancellationToken));
            yield return Beside($"cut out 100 x 100 pixels of all planes, {how}; bare: astropy", cut) with { Per = cuts };
        }

        var tools = await Repeat.PairAsync(
            bench.Repetitions, () => Repeat.TimeAsync(() => ExposureReader.ReadAsync(File("gzip.fits"), null, cancellationToken)),
            () => ToolAsync("funpack", ["-O", File("unpacked.fits"), File("gzip.fits")], File("unpacked.fits"), cancellationToken));
        yield return Beside("read it, GZIP_2; bare: `funpack`, which writes it too", tools);
        var one = await Repeat.PairAsync(
            bench.Repetitions, () => Repeat.TimeAsync(() => CutImageAsync(File("gzip.fits"), cancellationToken)),
            () => ToolAsync("imcopy", [$"{File("gzip.fits")}[1][1901:2000,2501:2600]", File("cut.fits")], File("cut.fits"), cancellationToken));
        yield return Beside("cut out 100 x 100 pixels of the image, GZIP_2; bare: `imcopy` of CFITSIO, with its start", one);
        yield return await SkyAsync(bench, File("sky.fits"), cancellationToken);
        yield return await CorrectAsync(bench, exposure);
    }

    private static IEnumerable<(string Name, string How, ExposureCompression? Compression, string Astropy)> Ways =>
    [
        ("plain", "plain", null, "fits.HDUList([fits.PrimaryHDU()] + [fits.ImageHDU(x) for x in d]).writeto(sys.argv[2], overwrite=True)"),
        ("gzip", "GZIP_2", ExposureCompression.Lossless, "fits.HDUList([fits.PrimaryHDU()] + [fits.CompImageHDU(x, compression_type='GZIP_2', quantize_level=0) for x in d]).writeto(sys.argv[2], overwrite=True)"),
        ("rice", "RICE_1 with 16 steps to the noise", ExposureCompression.Of(FitsCompression.Lossy(16)), "fits.HDUList([fits.PrimaryHDU()] + [fits.CompImageHDU(x, compression_type='RICE_1', quantize_level=16) for x in d]).writeto(sys.argv[2], overwrite=True)"),
    ];

    // The goal is to be no slower.
    private static Figure Beside(string work, (Sample Work, Sample Bare, double Ratio) pair) =>
        new() { Work = work, Sample = pair.Work, Bare = pair.Bare.Time, BareRatio = pair.Ratio, RatioLimit = 1 };

    private static async Task<Sample> WriteAsync(string path, Exposure exposure, ExposureCompression? compression, CancellationToken cancellationToken)
    {
        System.IO.File.Delete(path);
        return await Repeat.TimeAsync(async () =>
        {
            await using var writer = FitsWriter.Create(path);
            await ExposureWriter.WriteAsync(writer, exposure, compression, cancellationToken);
        });
    }

    private static async Task CutAsync(string path, int times, CancellationToken cancellationToken)
    {
        for (var i = 0; i < times; i++)
            await ExposureReader.ReadAsync(path, Part, cancellationToken);
    }

    private static async Task CutImageAsync(string path, CancellationToken cancellationToken)
    {
        await using var reader = await ExposureReader.OpenAsync(path, cancellationToken);
        await reader.ReadImageAsync(Part, cancellationToken);
    }

    private static async Task<Sample> ToolAsync(string program, string[] arguments, string output, CancellationToken cancellationToken)
    {
        System.IO.File.Delete(output);
        return await ProgramRun.TimeAsync(program, arguments, cancellationToken);
    }

    private static async Task<Figure> SkyAsync(Bench bench, string path, CancellationToken cancellationToken)
    {
        const int points = 1_000_000;
        var header = new FitsHeader(
        [
            FitsCard.Of("CTYPE1", "RA---TAN"), FitsCard.Of("CTYPE2", "DEC--TAN"), FitsCard.Of("CRVAL1", 150.0), FitsCard.Of("CRVAL2", 2.0), FitsCard.Of("CRPIX1", 2048.0), FitsCard.Of("CRPIX2", 2048.0),
            FitsCard.Of("CD1_1", -5e-5), FitsCard.Of("CD1_2", 0.0), FitsCard.Of("CD2_1", 0.0), FitsCard.Of("CD2_2", 5e-5),
        ]);
        await using (var writer = FitsWriter.Create(path))
            await writer.WriteImageAsync(new Image<float>(2, 2), header, null, cancellationToken);
        using var wcs = new SkyWcs(header);
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, points).Select(_ => Size * random.NextDouble())], y = [.. Enumerable.Range(0, points).Select(_ => Size * random.NextDouble())];
        var (longitude, latitude) = (new double[points], new double[points]);
        var pair = await Repeat.PairAsync(
            bench.Repetitions, () => Repeat.TimeAsync(() =>
            {
                wcs.PixelToSky(x, y, longitude, latitude);
                return Task.CompletedTask;
            }),
            () => AstropyRun.TimeAsync("w = WCS(fits.getheader(sys.argv[1])); x = np.random.rand(1000000) * 4096; y = np.random.rand(1000000) * 4096", "w.all_pix2world(x, y, 0)", [path], cancellationToken));
        return Beside("the places on the sky of a million pixels (TAN); bare: astropy", pair);
    }

    // Each step reads two exposures and writes one: as many bytes go through memory as when half of that is copied.
    private static async Task<Figure> CorrectAsync(Bench bench, Exposure exposure)
    {
        const int steps = 2, planes = 3, transfersOfStep = 3, transfersOfCopy = 2;
        var (bias, flat) = (Make(2).MaskedImage, Make(3).MaskedImage);
        var (from, to) = (new float[Size * Size], new float[Size * Size]);
        var pair = await Repeat.PairAsync(
            bench.Repetitions, () => Repeat.TimeAsync(() =>
            {
                exposure.MaskedImage.Subtract(bias);
                exposure.MaskedImage.Divide(flat);
                return Task.CompletedTask;
            }),
            () => Repeat.TimeAsync(() =>
            {
                for (var i = 0; i < steps * planes * transfersOfStep / transfersOfCopy; i++)
                    from.AsSpan().CopyTo(to);
                return Task.CompletedTask;
            }));
        return new() { Work = "subtract a bias and divide by a flat, 16 million pixels in three planes; bare: copying as many bytes as that reads and writes", Sample = pair.Work, Bare = pair.Bare.Time, BareRatio = pair.Ratio, RatioLimit = 1.5 };
    }

    // A sky with noise of 5 counts, in eighths of a count as raw data divided by a gain are.
    private static Exposure Make(int seed)
    {
        var random = new Random(seed);
        var pixels = new MaskedImage(Box2I.FromSize(0, 0, Size, Size));
        for (var i = 0; i < pixels.Image.Pixels.Length; i++)
        {
            var noise = random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f;
            pixels.Image.Pixels[i] = MathF.Round((1000 + (10 * noise)) * 8) / 8;
            pixels.Variance.Pixels[i] = pixels.Image.Pixels[i] / 1.5f;
        }

        pixels.Mask.Set("SAT", Box2I.FromSize(100, 100, 30, 1000));
        return new Exposure(pixels);
    }
}
