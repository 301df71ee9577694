using System.Buffers;
using System.Numerics;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Fits.Pixels;

/// <summary>Reads a part of an uncompressed image: only the bytes of its rows, band by band.</summary>
internal static class PlainImageReader
{
    private const int BandBytes = 1 << 20;
    private const int NarrowBandBytes = 8 << 20;

    public static async Task<Image<T>> ReadAsync<T>(
        IByteSource source, HduLayout hdu, ImageLayout layout, Box2I part, long plane, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        // Every pixel is read: what was there before doesn't matter.
        var image = new Image<T>(part, GC.AllocateUninitializedArray<T>(checked((int)part.Area)));
        int size = Math.Abs(layout.Bitpix) / 8;
        long start = hdu.DataOffset + (((((plane * layout.Height) + part.MinY) * layout.Width) + part.MinX) * size);
        if (part.Width == layout.Width && IsStoredAs<T>(layout) && (long)image.Pixels.Length * size <= int.MaxValue)
            await ReadInPlaceAsync(source, start, layout, image.Pixels, cancellationToken).ConfigureAwait(false);
        else if (part.Width == layout.Width)
            await ReadRunAsync(source, start, layout, image.Pixels.AsMemory(), cancellationToken).ConfigureAwait(false);
        else if ((long)part.Width * size <= NarrowBandBytes)
            await ReadPartsOfRowsAsync(source, start, layout, image, cancellationToken).ConfigureAwait(false);
        else
            await ReadLongPartsOfRowsAsync(source, start, layout, image, cancellationToken).ConfigureAwait(false);
        return image;
    }

    // Whether the bytes of the file are those of the pixels, but for their order and perhaps their sign.
    private static bool IsStoredAs<T>(ImageLayout layout)
        where T : unmanaged, INumber<T> =>
        layout.PixelType == PixelTypes.Of<T>() && layout.PixelType is not PixelType.UInt8 && layout.Bitpix / 8 * Math.Sign(layout.Bitpix) == System.Runtime.CompilerServices.Unsafe.SizeOf<T>()
        && (layout.Scaling.IsIdentity || PixelTypes.IsUnsigned<T>());

    // The next band comes into its place while the last is turned to the machine's order.
    private static async Task ReadInPlaceAsync<T>(IByteSource source, long start, ImageLayout layout, T[] pixels, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        var bytes = new PixelBytes<T>(pixels).Memory;
        var reading = Read(0);
        for (int done = 0; done < bytes.Length; done += BandBytes)
        {
            await reading.ConfigureAwait(false);
            int length = Math.Min(BandBytes, bytes.Length - done);
            reading = done + length < bytes.Length ? Read(done + length) : ValueTask.CompletedTask;
            var band = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(bytes.Span.Slice(done, length));
            BigEndian.Swap(band);
            if (PixelTypes.IsUnsigned<T>() && !layout.Scaling.IsIdentity)
                BigEndian.TurnSigns(band);
        }

        ValueTask Read(int from) => source.ReadExactlyAsync(start + from, bytes.Slice(from, Math.Min(BandBytes, bytes.Length - from)), cancellationToken);
    }

    // Pixels that lie one behind the other, band by band: a row may be longer than any buffer.
    private static async Task ReadRunAsync<T>(IByteSource source, long start, ImageLayout layout, Memory<T> pixels, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        int size = Math.Abs(layout.Bitpix) / 8;
        int bandPixels = Math.Min(BandBytes / size, pixels.Length);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(bandPixels * size);
        try
        {
            for (int done = 0; done < pixels.Length;)
            {
                int count = Math.Min(bandPixels, pixels.Length - done);
                var band = buffer.AsMemory(0, count * size);
                await source.ReadExactlyAsync(start + ((long)done * size), band, cancellationToken).ConfigureAwait(false);
                StoredPixels.Decode(layout.Bitpix, band.Span, pixels.Span.Slice(done, count), layout.Scaling);
                done += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task ReadLongPartsOfRowsAsync<T>(IByteSource source, long start, ImageLayout layout, Image<T> image, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        long pitch = (long)layout.Width * (Math.Abs(layout.Bitpix) / 8);
        for (int row = 0; row < image.Height; row++)
            await ReadRunAsync(source, start + (row * pitch), layout, image.Pixels.AsMemory(row * image.Width, image.Width), cancellationToken).ConfigureAwait(false);
    }

    // Of a narrow part each row is a piece; the source says whether what lies between them is read along.
    private static async Task ReadPartsOfRowsAsync<T>(IByteSource source, long start, ImageLayout layout, Image<T> image, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        int size = Math.Abs(layout.Bitpix) / 8;
        int length = image.Width * size;
        long pitch = (long)layout.Width * size;
        long reach = pitch - length <= source.WorthReadingAlong ? pitch : length;
        int bandRows = (int)Math.Clamp(NarrowBandBytes / reach, 1, image.Height);
        for (int row = 0; row < image.Height; row += bandRows)
        {
            int rows = Math.Min(bandRows, image.Height - row), first = row;
            var pieces = Enumerable.Range(0, rows).Select(i => new BytePiece(start + ((first + i) * pitch), length)).ToList();
            var bytes = await BytePieces.ReadAsync(source, pieces, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < rows; i++)
                StoredPixels.Decode(layout.Bitpix, bytes[i].AsSpan(), image.Pixels.AsSpan((row + i) * image.Width, image.Width), layout.Scaling);
        }
    }
}
