using System.IO.Compression;

namespace SkyButler.Imaging.Fits.Sources;

/// <summary>
/// A gzip stream, inflated into pieces in memory up to a bound. Pieces, so that it never has to be copied to grow.
/// </summary>
internal sealed class InflatedByteSource : IByteSource
{
    private const int PieceLength = 4 << 20;
    private const int ReadLength = 1 << 20;
    private readonly List<byte[]> _pieces;

    private InflatedByteSource(string name, List<byte[]> pieces, long length)
    {
        Name = name;
        Length = length;
        _pieces = pieces;
    }

    public string Name { get; }

    public long Length { get; }

    /// <summary>Whether a source begins as gzip streams do.</summary>
    public static async ValueTask<bool> IsGzipAsync(IByteSource source, CancellationToken cancellationToken)
    {
        if (source.Length < 18)
            return false;
        var magic = new byte[3];
        await source.ReadExactlyAsync(0, magic, cancellationToken).ConfigureAwait(false);
        return magic is [0x1f, 0x8b, 8];
    }

    public static async Task<InflatedByteSource> InflateAsync(IByteSource source, FitsReadLimits limits, CancellationToken cancellationToken)
    {
        var pieces = new List<byte[]>();
        long length = 0;
        try
        {
            var compressed = new BufferedStream(new ByteSourceStream(source), ReadLength);
            await using (compressed.ConfigureAwait(false))
            {
                var inflated = new GZipStream(compressed, CompressionMode.Decompress);
                await using (inflated.ConfigureAwait(false))
                {
                    int read;
                    do
                    {
                        var piece = new byte[PieceLength];
                        read = await inflated.ReadAtLeastAsync(piece, PieceLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                        length += read;
                        if (length > limits.MaxDecompressedBytes)
                            throw new FitsFormatException(source.Name, $"the gzip stream holds more than the {limits.MaxDecompressedBytes} bytes that are accepted");
                        if (read > 0)
                            pieces.Add(piece);
                    }
                    while (read == PieceLength);
                }
            }
        }
        catch (InvalidDataException error)
        {
            throw new FitsFormatException(source.Name, $"the gzip stream is damaged after {length} bytes: {error.Message}", error);
        }

        await RequireWholeAsync(source, length, cancellationToken).ConfigureAwait(false);
        return new InflatedByteSource(source.Name, pieces, length);
    }

    public ValueTask ReadExactlyAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (!buffer.IsEmpty)
        {
            int offset = (int)(position % PieceLength);
            var piece = _pieces[(int)(position / PieceLength)].AsMemory(offset);
            int count = Math.Min(piece.Length, buffer.Length);
            piece[..count].CopyTo(buffer);
            position += count;
            buffer = buffer[count..];
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // .NET takes a stream that was cut short for a complete one; its last four bytes tell the length (modulo 2^32).
    private static async Task RequireWholeAsync(IByteSource source, long length, CancellationToken cancellationToken)
    {
        var trailer = new byte[4];
        await source.ReadExactlyAsync(source.Length - 4, trailer, cancellationToken).ConfigureAwait(false);
        uint recorded = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        if (recorded != unchecked((uint)length) && length % FitsBlocks.Length != 0)
            throw new FitsFormatException(source.Name, $"the gzip stream is cut short: it gives {length} bytes and says {recorded}");
    }
}
