using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Tiles;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Native;

namespace SkyButler.Imaging.Tests.Fits;

/// <summary>Tiles are decoded as a whole, so that a small file with large tiles could take all memory there is.</summary>
public sealed class HostileTileTests
{
    private static readonly Box2I OnePixel = Box2I.FromSize(0, 0, 1, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FitsCompressionAlgorithm.Plio1, 65536, 65536)]
    [InlineData(FitsCompressionAlgorithm.Plio1, 2_000_000_000, 1)]
    [InlineData(FitsCompressionAlgorithm.Hcompress1, 46341, 46341)]
    [InlineData(FitsCompressionAlgorithm.Gzip2, 50_000, 50_000)]
    public async Task A_tile_that_no_memory_holds_is_refused_also_for_one_pixel(FitsCompressionAlgorithm algorithm, int width, int height)
    {
        var error = await RefusalAsync(algorithm, width, height, FitsReadLimits.Default);

        error.Message.ShouldContain($"tiles of {width} x {height} pixels are larger than the 536870912 pixels");
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task The_limit_of_pixels_holds_for_tiles()
    {
        byte[] bytes = await TestImages.FileAsync(TestImages.Sky<short>(50, 50), new FitsCompression { TileHeight = 50 });
        await using var file = await FitsFile.OpenAsync(bytes, "tiles.fits", FitsReadLimits.Default with { MaxPixels = 2499 }, Cancel);

        (await Should.ThrowAsync<FitsFormatException>(() => file.Hdus[1].ReadImageAsync(OnePixel, cancellationToken: Cancel)))
            .Message.ShouldContain("smaller tiles");
    }

    [Fact]
    public async Task A_few_bytes_of_lists_cannot_claim_a_huge_mask() =>
        (await RefusalAsync(FitsCompressionAlgorithm.Plio1, 20_000, 20_000, FitsReadLimits.Default)).Message.ShouldContain("compressed bytes can't hold");

    [Theory]
    [InlineData(FitsCompressionAlgorithm.Plio1)]
    [InlineData(FitsCompressionAlgorithm.Hcompress1)]
    public async Task An_even_image_that_takes_hardly_any_bytes_is_read(FitsCompressionAlgorithm algorithm)
    {
        var even = new Image<short>(3000, 500);

        var read = await TestImages.RoundTripAsync(even, new FitsCompression { Algorithm = algorithm, TileWidth = 3000, TileHeight = 500 });

        read.As<short>().Pixels.ShouldAllBe(pixel => pixel == 0);
    }

    [Theory]
    [InlineData(FitsCompressionAlgorithm.Rice1, 4096, 64)]
    [InlineData(FitsCompressionAlgorithm.Gzip2, 1024 * 1024, 21)]
    [InlineData(FitsCompressionAlgorithm.Hcompress1, 1024 * 1024, 12)]
    [InlineData(FitsCompressionAlgorithm.Hcompress1, 9000 * 9000, 1)]
    [InlineData(null, 1L << 29, 1)]
    public void Large_tiles_are_decoded_few_at_a_time(FitsCompressionAlgorithm? algorithm, long tilePixels, int expected) =>
        TileMemory.TilesAtATime(algorithm, tilePixels, processors: 64).ShouldBe(expected);

    [Fact]
    public void An_hcompress_tile_takes_memory_for_the_bit_planes_it_has()
    {
        byte[] code = [0xdd, 0x99, 0, 0, 7, 0xd0, 0, 0, 7, 0xd0, .. new byte[15]];
        long before = GC.GetAllocatedBytesForCurrentThread();

        var pixels = HcompressDecoder.Decode(code, 2000, 2000, smooth: false);

        pixels.ShouldAllBe(pixel => pixel == 0);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(6L * 2000 * 2000);
    }

    private static async Task<FitsFormatException> RefusalAsync(FitsCompressionAlgorithm algorithm, int width, int height, FitsReadLimits limits)
    {
        byte[] bytes = await TestImages.FileAsync(TestImages.Sky<short>(50, 50), new FitsCompression { Algorithm = algorithm });
        foreach (string name in new[] { "ZNAXIS", "ZTILE" })
        {
            HostileFileTests.Replace(bytes, $"{name}1 ", $"{name}1".PadRight(8) + $"= {width,20}");
            HostileFileTests.Replace(bytes, $"{name}2 ", $"{name}2".PadRight(8) + $"= {height,20}");
        }

        await using var file = await FitsFile.OpenAsync(bytes, "hostile.fits", limits, Cancel);
        return await Should.ThrowAsync<FitsFormatException>(() => file.Hdus[1].ReadImageAsync(OnePixel, cancellationToken: Cancel));
    }
}
