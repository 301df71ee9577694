using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Tests.Exposures;

/// <summary>Of a large exposure only what is asked for is read: bytes and requests are at most a fifth more than the figures of decision 11.</summary>
public sealed class PartialExposureTests : IClassFixture<PartialExposureTests.LargeExposure>
{
    private static readonly Box2I Part = Box2I.FromSize(1900, 2500, 100, 100);
    private readonly LargeExposure _large;

    public PartialExposureTests(LargeExposure large) => _large = large;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cut_out_of_a_large_exposure_reads_its_rows_and_no_more(bool isCompressed)
    {
        byte[] bytes = await _large.BytesAsync(isCompressed);
        var source = new CountingSource(bytes);
        var reader = await ExposureReader.OpenAsync(await FitsFile.OpenAsync(source, cancellationToken: Cancel));
        await using var closing = reader;
        long headers = source.Count;
        headers.ShouldBeLessThan(64 << 10);
        source.Reset();

        var part = await reader.ReadAsync(Part, Cancel);

        part.Image.Pixels.ToArray().ShouldBe(_large.Cut(Part));
        part.Box.ShouldBe(Part);
        if (isCompressed)
            source.Count.ShouldBeLessThan(593_000);
        else
            source.Count.ShouldBe(3 * 100 * 100 * sizeof(float));
    }

    [Theory]
    [InlineData(true, 9, 900_000)]
    [InlineData(false, 7, 5_960_000)]
    public async Task Over_a_network_a_cut_out_takes_few_requests_and_bytes(bool isCompressed, int mostRequests, int mostBytes)
    {
        byte[] bytes = await _large.BytesAsync(isCompressed);
        var source = new CountingSource(bytes, 64 << 10, 8);
        var reader = await ExposureReader.OpenAsync(await FitsFile.OpenAsync(new BlockCachedSource(source), cancellationToken: Cancel));
        await using var closing = reader;

        var part = await reader.ReadAsync(Part, Cancel);

        part.Image.Pixels.ToArray().ShouldBe(_large.Cut(Part));
        source.Requests.ShouldBeLessThanOrEqualTo(mostRequests);
        source.Count.ShouldBeLessThan(mostBytes);
    }

    [Fact]
    public async Task Tiles_of_a_narrow_part_come_at_once()
    {
        byte[] bytes = await _large.BytesAsync(isCompressed: true, tile: 128);
        var source = new CountingSource(bytes, 64 << 10, 8);
        var reader = await ExposureReader.OpenAsync(await FitsFile.OpenAsync(new BlockCachedSource(source), cancellationToken: Cancel));
        await using var closing = reader;
        source.Reset();

        var image = await reader.ReadImageAsync(Part, Cancel);

        image.Pixels.ToArray().ShouldBe(_large.Cut(Part));
        source.Requests.ShouldBeLessThanOrEqualTo(2);
        source.Count.ShouldBeLessThan(158_000);
    }

    [Fact]
    public async Task Components_in_headers_take_no_pixels()
    {
        byte[] bytes = await _large.BytesAsync(isCompressed: true);
        var source = new CountingSource(bytes, 64 << 10, 8);
        var reader = await ExposureReader.OpenAsync(await FitsFile.OpenAsync(new BlockCachedSource(source), cancellationToken: Cancel));
        await using var closing = reader;

        reader.Metadata.FindString("OBJECT").ShouldBe("field");
        reader.VisitInfo.ExposureTime.ShouldBe(30);

        source.Requests.ShouldBeLessThanOrEqualTo(3);
        source.Count.ShouldBeLessThan(118_000);
    }

    /// <summary>A file of 4096 x 4096 pixels, made once.</summary>
    public sealed class LargeExposure
    {
        private const int Size = 4096;
        private readonly Dictionary<(bool, int), Task<byte[]>> _files = [];
        private readonly Image<float> _image = Make();

        public Task<byte[]> BytesAsync(bool isCompressed, int tile = 0)
        {
            lock (_files)
                return _files.TryGetValue((isCompressed, tile), out var made) ? made : _files[(isCompressed, tile)] = WriteAsync(isCompressed, tile);
        }

        public float[] Cut(Box2I part)
        {
            var cut = new float[part.Area];
            for (int y = 0; y < part.Height; y++)
                _image.Row(part.MinY + y).Slice(part.MinX, part.Width).CopyTo(cut.AsSpan(y * part.Width));
            return cut;
        }

        private async Task<byte[]> WriteAsync(bool isCompressed, int tile)
        {
            var metadata = new FitsHeader([FitsCard.Of("OBJECT", "field"), FitsCard.Of("EXPTIME", 30.0)]);
            using var stream = new MemoryStream();
            var writer = new FitsWriter(stream);
            var compression = isCompressed ? FitsCompression.Lossless with { TileWidth = tile, TileHeight = tile } : null;
            await ExposureWriter.WriteAsync(writer, new Exposure(new MaskedImage(_image), metadata), ExposureCompression.Of(compression), Cancel);
            return stream.ToArray();
        }

        // Noise in the low bits, of which a few in a hundred bytes can't be squeezed.
        private static Image<float> Make()
        {
            var image = new Image<float>(Size, Size);
            uint state = 1;
            foreach (ref float pixel in image.Pixels.AsSpan())
            {
                state = (state * 1664525) + 1013904223;
                pixel = 100 + (state >> 28);
            }

            return image;
        }
    }
}
