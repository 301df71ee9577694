using System.Buffers.Binary;
using System.IO.Compression;

namespace SkyButler.Imaging.Previews;

/// <summary>Writes pictures as PNG (W3C recommendation, third edition): 8 bits a channel, no interlacing.</summary>
public static class PngWriter
{
    private const byte FilterUp = 2;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Writes a picture to a stream, which is left open.</summary>
    /// <exception cref="ImagingException">The picture has no pixels, or not as many bytes as it says.</exception>
    public static async Task WriteAsync(Stream stream, Picture picture, CancellationToken cancellationToken = default)
    {
        if (picture.Width < 1 || picture.Height < 1 || picture.Channels is not (1 or 3)
            || picture.Pixels.Length != (long)picture.Width * picture.Height * picture.Channels)
            throw new ImagingException($"{picture.Pixels.Length} bytes make no picture of {picture.Width} x {picture.Height} pixels of {picture.Channels} channels");
        await stream.WriteAsync(Signature, cancellationToken).ConfigureAwait(false);
        await WriteChunkAsync(stream, "IHDR"u8.ToArray(), Header(picture), cancellationToken).ConfigureAwait(false);
        await WriteChunkAsync(stream, "IDAT"u8.ToArray(), Compress(picture), cancellationToken).ConfigureAwait(false);
        await WriteChunkAsync(stream, "IEND"u8.ToArray(), [], cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Header(Picture picture)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        header[8] = 8;
        header[9] = picture.Channels == 1 ? (byte)0 : (byte)2;
        return header;
    }

    // Rows of sky are alike: each is stored as its difference from the one above.
    private static byte[] Compress(Picture picture)
    {
        int stride = picture.Width * picture.Channels;
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[stride + 1];
            line[0] = FilterUp;
            for (int row = 0; row < picture.Height; row++)
            {
                for (int i = 0; i < stride; i++)
                {
                    int at = (row * stride) + i;
                    line[i + 1] = unchecked((byte)(picture.Pixels[at] - (row == 0 ? 0 : picture.Pixels[at - stride])));
                }

                zlib.Write(line);
            }
        }

        return compressed.ToArray();
    }

    private static async Task WriteChunkAsync(Stream stream, byte[] kind, byte[] data, CancellationToken cancellationToken)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        kind.CopyTo(chunk, 4);
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.Of(chunk.AsSpan(4, 4 + data.Length)));
        await stream.WriteAsync(chunk, cancellationToken).ConfigureAwait(false);
    }
}
