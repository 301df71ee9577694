using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Tests.Fits;

/// <summary>Rows of more bytes than any buffer holds.</summary>
public sealed class LongRowTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The source ends the read after some requests, since two gigabytes take their time.
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Rows_of_two_gigabytes_are_read_in_pieces(int from)
    {
        const int Width = (1 << 28) + 16;
        byte[] header = await HeaderAsync(Width);
        var source = new EndlessSource(header, (long)Width * 2 * sizeof(long), 5);
        await using var file = await FitsFile.OpenAsync(source, cancellationToken: Cancel);

        await Should.ThrowAsync<EnoughException>(() => file.Primary.ReadImageAsync<byte>(Box2I.FromSize(from, 1, Width - from, 1), cancellationToken: Cancel));

        source.Longest.ShouldBe(1 << 20);
    }

    [Fact]
    public async Task A_long_part_of_rows_comes_as_it_is()
    {
        var image = new Image<double>((1 << 20) + 9, 2);
        for (int i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = i;
        byte[] bytes = await TestImages.FileAsync(image);
        await using var file = await FitsFile.OpenAsync(bytes, "long.fits", cancellationToken: Cancel);
        var part = Box2I.FromSize(3, 0, (1 << 20) + 2, 2);

        var read = await file.Primary.ReadImageAsync<double>(part, cancellationToken: Cancel);

        read.Pixels.AsSpan().SequenceEqual(((Image<double>)image.Cutout(part)).Pixels).ShouldBeTrue();
    }

    private static async Task<byte[]> HeaderAsync(int width)
    {
        byte[] bytes = await TestImages.FileAsync(new Image<long>(1, 2));
        HostileFileTests.Replace(bytes, "NAXIS1", $"NAXIS1  = {width,20}");
        return bytes[..2880];
    }

    private sealed class EnoughException : Exception;

    // A header, and zeros behind it.
    private sealed class EndlessSource(byte[] header, long dataLength, int requests) : IByteSource
    {
        public int Longest { get; private set; }

        public string Name => "endless";

        public long Length => header.Length + (((dataLength + 2879) / 2880) * 2880);

        public ValueTask ReadExactlyAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            buffer.Span.Clear();
            if (position < header.Length)
            {
                int count = (int)Math.Min(buffer.Length, header.Length - position);
                header.AsSpan((int)position, count).CopyTo(buffer.Span);
                return default;
            }

            Longest = Math.Max(Longest, buffer.Length);
            return --requests > 0 ? default : throw new EnoughException();
        }

        public ValueTask DisposeAsync() => default;
    }
}
