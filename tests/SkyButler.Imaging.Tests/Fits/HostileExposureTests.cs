using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Exposures.Components;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Fits;

/// <summary>
/// Files of which bytes are changed at random, the same in every run, are read in every way there is: each reads, or is refused in one line.
/// <c>SKYBUTLER_LONG</c> in the environment makes it more than a hundred thousand files.
/// </summary>
public sealed class HostileExposureTests
{
    private const int LongTimes = 50;
    private static readonly bool Long = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exposures_that_we_wrote() => await MutateAsync(await ExposureAsync(ExposureCompression.Lossless), 400, 1);

    [Fact]
    public async Task Exposures_with_rounded_pixels() => await MutateAsync(await ExposureAsync(ExposureCompression.Of(FitsCompression.Lossy(16))), 400, 2);

    [Fact]
    public async Task Exposures_whose_pixels_are_plain() => await MutateAsync(await ExposureAsync(null), 300, 3);

    [Fact]
    public async Task Exposures_that_afw_wrote() =>
        await MutateAsync(await File.ReadAllBytesAsync(SharedFiles.Data("obs_base/small.fits"), Cancel), 200, 4);

    [Fact]
    public async Task Tables_with_texts_and_arrays_of_differing_length() => await MutateAsync(await TableAsync(), 400, 5);

    [Fact]
    public async Task Archives_that_lie_about_their_rows()
    {
        byte[] whole = await ExposureAsync(ExposureCompression.Lossless);
        await using var file = await FitsFile.OpenAsync(whole, "whole", cancellationToken: Cancel);
        await MutateAsync(whole, 400, 6, StartOf(whole, (int)file.Primary.Header.FindInt64("AR_HDU")!.Value - 1));
    }

    private static async Task MutateAsync(byte[] whole, int files, int seed, int from = 0)
    {
        var random = new Random(Long ? 1000 + seed : seed);
        // If the file itself could not be read, all that follows would prove nothing. Of the original's components not all are known here.
        (await ReadEverythingAsync(whole, random)).ShouldAllBe(refusal => refusal is UnknownComponentException);
        var intact = 0;
        var messages = new HashSet<string>(StringComparer.Ordinal);
        for (int n = 0; n < (Long ? LongTimes * files : files); n++)
        {
            byte[] bytes = [.. whole];
            for (int change = random.Next(1, 8); change > 0; change--)
                Change(bytes, from, random);
            if (random.Next(20) == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            var refusals = new List<ImagingException>();
            try
            {
                refusals = await ReadEverythingAsync(bytes, random);
            }
            catch (ImagingException refusal)
            {
                refusals.Add(refusal);
            }

            intact += refusals.TrueForAll(refusal => refusal is UnknownComponentException) ? 1 : 0;
            messages.UnionWith(refusals.Select(refusal => refusal.Message));
        }

        messages.ShouldAllBe(message => !message.Contains('\n'));
        intact.ShouldBeGreaterThan(0);
        messages.Count.ShouldBeGreaterThan(5);
    }

    private static int StartOf(byte[] file, int hdu)
    {
        const int block = 2880;
        int at = 0;
        while (hdu > 0)
        {
            at += block;
            hdu -= file.AsSpan(at).StartsWith("XTENSION="u8) ? 1 : 0;
        }

        return at;
    }

    // Headers are most of what a reader trusts: half of the changes are digits and letters of theirs.
    private static void Change(byte[] bytes, int from, Random random)
    {
        int at = random.Next(from, bytes.Length);
        if (random.Next(2) == 0)
        {
            bytes[at] = (byte)random.Next(256);
            return;
        }

        for (int tries = 0; tries < 200; tries++, at = random.Next(from, bytes.Length))
        {
            if (bytes[at] is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z'))
            {
                bytes[at] = (byte)"0123456789-+.' =PQTEJ"[random.Next(21)];
                return;
            }
        }
    }

    // What refuses a part of it; what refuses all is thrown.
    private static async Task<List<ImagingException>> ReadEverythingAsync(byte[] bytes, Random random)
    {
        var refusals = new List<ImagingException>();
        var limits = FitsReadLimits.Default with { MaxPixels = 1 << 22, MaxTableTileBytes = 1 << 22, MaxDecompressedBytes = 1 << 24 };
        await using var file = await FitsFile.OpenAsync(new BlockCachedSource(new CountingSource(bytes, 64 << 10, 4)), limits, Cancel);
        foreach (var table in file.Hdus.Where(hdu => hdu.Kind == FitsHduKind.BinaryTable))
            await OrRefusedAsync(() => table.OpenTable().ReadTableAsync(new TableReadOptions { MaxBytes = 1 << 24 }, Cancel));
        if (!file.Hdus.Any(hdu => hdu.HasImage))
            return refusals;
        var reader = new ExposureReader(file);
        if (reader.Box.Area > limits.MaxPixels)
            return refusals;
        using (var wcs = reader.OpenSkyWcs())
        {
            wcs?.PixelToSky(3, 4);
            wcs?.SkyToPixel(new SkyPosition(10, 10));
            if (wcs is not null && new SkyCircle(wcs.PixelToSky(reader.Box.MinX, reader.Box.MinY), 0.001) is { Centre.IsValid: true } circle)
                await OrRefusedAsync(() => Task.FromResult(circle.BoxIn(wcs, reader.Box)));
        }

        _ = reader.VisitInfo;
        var box = reader.Box;
        var part = Box2I.FromSize(box.MinX + random.Next(Math.Max(1, box.Width)), box.MinY + random.Next(Math.Max(1, box.Height)), 1, 1);
        await OrRefusedAsync(() => reader.ReadMaskedImageAsync(part, Cancel));
        await OrRefusedAsync(() => reader.ReadAsync(null, Cancel));
        await OrRefusedAsync(() => reader.ReadPhotoCalibAsync(Cancel));
        await OrRefusedAsync(() => reader.ReadPsfAsync(Cancel));
        return refusals;

        async Task OrRefusedAsync<T>(Func<Task<T>> read)
        {
            try
            {
                await read();
            }
            catch (ImagingException refusal)
            {
                refusals.Add(refusal);
            }
        }
    }

    private static async Task<byte[]> ExposureAsync(ExposureCompression? compression)
    {
        var pixels = new MaskedImage(TestImages.Sky<float>(40, 30), null, TestImages.Sky<float>(40, 30, seed: 2));
        pixels.Mask.AddPlane("NO_DATA");
        var exposure = new Exposure(pixels)
        {
            Wcs = new FitsHeader(
            [
                FitsCard.Of("CTYPE1", "RA---TAN-SIP"), FitsCard.Of("CTYPE2", "DEC--TAN-SIP"), FitsCard.Of("CRVAL1", 10.0), FitsCard.Of("CRVAL2", 10.0), FitsCard.Of("CRPIX1", 20.0),
                FitsCard.Of("CRPIX2", 15.0), FitsCard.Of("CD1_1", -1e-4), FitsCard.Of("CD1_2", 0.0), FitsCard.Of("CD2_1", 0.0), FitsCard.Of("CD2_2", 1e-4),
                FitsCard.Of("A_ORDER", 2L), FitsCard.Of("A_2_0", 1e-6), FitsCard.Of("B_ORDER", 2L), FitsCard.Of("B_0_2", 1e-6),
            ]),
            FilterLabel = new("r", "Cam-r"),
            PhotoCalib = new(2, 0.1, new ChebyshevField(Box2I.FromSize(0, 0, 40, 30), 1, [1.0, 0.5, 0, 0.2])),
            VisitInfo = new() { ExposureTime = 10 },
            Psf = new(5, 5, 2),
            ValidPolygon = [(0, 0), (30, 0), (30, 20)],
            SummaryStats = "nPsfStar: 4\n",
        };
        using var stream = new MemoryStream();
        await ExposureWriter.WriteAsync(new FitsWriter(stream), exposure, compression, Cancel);
        return stream.ToArray();
    }

    private static async Task<byte[]> TableAsync()
    {
        using var folder = new TemporaryDirectory();
        var table = new Table(
        [
            new Column<long>("id", Enumerable.Range(0, 50).Select(i => (long)i).ToArray()),
            new Column<string>("name", Enumerable.Range(0, 50).Select(i => $"object {i}").ToArray()),
            new RaggedColumn<double>(new ColumnDefinition("series", ColumnType.Float64) { IsRagged = true }, new double[100], Enumerable.Range(0, 51).Select(i => 2 * i).ToArray()),
        ]);
        await TableFile.WriteAsync(folder.File("t.fits"), table, TableFormat.Fits, Cancel);
        return await File.ReadAllBytesAsync(folder.File("t.fits"), Cancel);
    }
}
