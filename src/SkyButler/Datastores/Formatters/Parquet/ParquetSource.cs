using SkyButler.Parquet;
using SkyButler.Parquet.Sources;

namespace SkyButler.Datastores.Formatters.Parquet;

/// <summary>A file that lies far away, as the reader of Parquet takes its bytes.</summary>
internal sealed class ParquetSource(FormatterSource source) : IByteSource
{
    /// <inheritdoc />
    public string Name => source.Name;

    /// <inheritdoc />
    public long Length => source.Size;

    /// <inheritdoc />
    public async ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            await source.ReadPieceAsync(offset, buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (EndOfStreamException e)
        {
            throw new ParquetFormatException($"'{Name}' ends before byte {offset + buffer.Length}, although it should have {Length} bytes; it was changed meanwhile, or the server is broken: read it again", e);
        }
    }
}
