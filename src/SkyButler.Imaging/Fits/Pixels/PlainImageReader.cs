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

    public static async Task<Image<T>> ReadAsync<T>(
        IByteSource source, HduLayout hdu, ImageLayout layout, Box2I part, long plane, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        var image = new Image<T>(part);
        int size = Math.Abs(layout.Bitpix) / 8;
        long rowBytes = (long)part.Width * size;
        bool wholeRows = part.Width == layout.Width;
        int bandRows = wholeRows ? (int)Math.Clamp(BandBytes / rowBytes, 1, part.Height) : 1;
        long planeOffset = hdu.DataOffset + (plane * layout.Width * layout.Height * size);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(checked((int)(rowBytes * bandRows)));
        try
        {
            for (int row = 0; row < part.Height; row += bandRows)
            {
                int rows = Math.Min(bandRows, part.Height - row);
                var band = buffer.AsMemory(0, (int)(rows * rowBytes));
                long first = (((long)part.MinY + row) * layout.Width) + part.MinX;
                await source.ReadExactlyAsync(planeOffset + (first * size), band, cancellationToken).ConfigureAwait(false);
                StoredPixels.Decode(layout.Bitpix, band.Span, image.Pixels.AsSpan(row * part.Width, rows * part.Width), layout.Scaling);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return image;
    }
}
