using System.IO.Compression;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Native;

namespace SkyButler.Parquet.Compression;

/// <summary>Decompresses pages. What a page says of its size is believed only as far as its codec can reach.</summary>
internal static class PageDecompression
{
    private const int GzipMostGain = 1040;
    private const int Lz4MostGain = 256;

    // Brotli has no such limit; a page of zeros is believed up to this size.
    private const int BrotliMostGain = 1 << 16;
    private const int Slack = 1 << 16;

    /// <exception cref="ParquetUnsupportedException">It isn't read here.</exception>
    public static void CheckSupported(CompressionCodec codec)
    {
        if (codec is CompressionCodec.Lzo or CompressionCodec.Lz4 || !Enum.IsDefined(codec))
            throw new ParquetUnsupportedException($"its pages are compressed by {codec}, which is not read here; write it with zstd, Snappy, gzip, Brotli or LZ4_RAW");
    }

    /// <summary>Complains about a size that no such number of compressed bytes can stand for.</summary>
    public static void CheckGain(CompressionCodec codec, int compressed, int claimed)
    {
        var most = codec switch
        {
            CompressionCodec.None => compressed,
            CompressionCodec.Snappy => (long)compressed * Snappy.MostGain,
            CompressionCodec.Gzip => (long)compressed * GzipMostGain,
            CompressionCodec.Zstd => (long)compressed * Zstd.MostGain,
            CompressionCodec.Lz4Raw => (long)compressed * Lz4MostGain,
            _ => (long)compressed * BrotliMostGain,
        };
        if (claimed > most + (codec == CompressionCodec.None ? 0 : Slack))
            throw new ParquetFormatException($"a page of {compressed} bytes is to hold {claimed}, more than {codec} can make of it");
    }

    /// <summary>Fills the target exactly.</summary>
    public static void Decompress(CompressionCodec codec, byte[] buffer, int start, int length, Span<byte> target)
    {
        var source = buffer.AsSpan(start, length);
        switch (codec)
        {
            case CompressionCodec.Snappy:
                Snappy.Decompress(source, target);
                break;
            case CompressionCodec.Zstd:
                Zstd.Decompress(source, target);
                break;
            case CompressionCodec.Lz4Raw:
                Lz4Block.Decompress(source, target);
                break;
            case CompressionCodec.Gzip:
                Drain(new GZipStream(new MemoryStream(buffer, start, length), CompressionMode.Decompress), target, codec);
                break;
            case CompressionCodec.Brotli:
                if (!BrotliDecoder.TryDecompress(source, target, out var written) || written != target.Length)
                    throw new ParquetFormatException($"a page of {length} bytes doesn't hold {target.Length} bytes of Brotli");
                break;
            default:
                source[..target.Length].CopyTo(target);
                break;
        }
    }

    private static void Drain(Stream stream, Span<byte> target, CompressionCodec codec)
    {
        using (stream)
        {
            try
            {
                stream.ReadExactly(target);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                throw new ParquetFormatException($"a page doesn't hold {target.Length} bytes of {codec}", e);
            }
        }
    }
}
