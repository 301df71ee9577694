using System.IO.Compression;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Native;
using SkyButler.Parquet.Writing;

namespace SkyButler.Parquet.Compression;

/// <summary>Compresses pages.</summary>
internal static class PageCompression
{
    private const int BrotliQuality = 5;
    private const int BrotliWindow = 22;

    /// <exception cref="ParquetRequestException">It isn't written.</exception>
    public static void CheckSupported(CompressionCodec codec)
    {
        if (codec is not (CompressionCodec.None or CompressionCodec.Snappy or CompressionCodec.Zstd or CompressionCodec.Gzip or CompressionCodec.Brotli))
            throw new ParquetRequestException($"Pages cannot be compressed by {codec}; take Zstd, Snappy, Gzip, Brotli or None");
    }

    /// <summary>Adds the compressed bytes to the output.</summary>
    public static void Compress(CompressionCodec codec, int level, ReadOnlySpan<byte> source, PooledWriter output)
    {
        switch (codec)
        {
            case CompressionCodec.Snappy:
                output.Advance(Snappy.Compress(source, output.GetSpan(Snappy.MaximumCompressedLength(source.Length))));
                break;
            case CompressionCodec.Zstd:
                output.Advance(Zstd.Compress(source, output.GetSpan(Zstd.MaximumCompressedLength(source.Length)), level));
                break;
            case CompressionCodec.Gzip:
                Gzip(source, output);
                break;
            case CompressionCodec.Brotli:
                if (!BrotliEncoder.TryCompress(source, output.GetSpan(BrotliEncoder.GetMaxCompressedLength(source.Length)), out var written, BrotliQuality, BrotliWindow))
                    throw new ParquetException($"Brotli could not compress {source.Length} bytes");
                output.Advance(written);
                break;
            default:
                source.CopyTo(output.GetSpan(source.Length));
                output.Advance(source.Length);
                break;
        }
    }

    private static void Gzip(ReadOnlySpan<byte> source, PooledWriter output)
    {
        using var memory = new MemoryStream();
        using (var stream = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true))
            stream.Write(source);
        var bytes = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }
}
