using System.Buffers.Binary;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Metadata.Decoding;
using SkyButler.Parquet.Reading;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet;

/// <summary>
/// Reads a Parquet file. Opening it fetches its end, which says what it holds; after that only the column chunks, or pages of them, that
/// are asked for are fetched. Safe for use by several threads at once.
/// </summary>
public sealed class ParquetReader : IDisposable
{
    private const int TailBytes = 64 * 1024;
    private const int SuffixBytes = 8;
    private static readonly byte[] Magic = "PAR1"u8.ToArray();
    private static readonly byte[] EncryptedMagic = "PARE"u8.ToArray();
    private readonly IByteSource source;
    private readonly IDisposable? owned;

    private ParquetReader(IByteSource source, IDisposable? owned, FileMetadata metadata)
    {
        this.source = source;
        this.owned = owned;
        Metadata = metadata;
    }

    /// <summary>What the file says of itself.</summary>
    public FileMetadata Metadata { get; }

    /// <summary>The fields.</summary>
    public ParquetSchema Schema => Metadata.Schema;

    /// <summary>Opens a file of this machine.</summary>
    /// <exception cref="ParquetFormatException">It is no sound Parquet file.</exception>
    public static async Task<ParquetReader> OpenAsync(string path, CancellationToken cancellationToken = default)
    {
        var file = new FileSource(path);
        try
        {
            return new(file, file, await ReadMetadataAsync(file, cancellationToken));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens bytes of any origin, which stay the caller's.</summary>
    /// <exception cref="ParquetFormatException">They are no sound Parquet file.</exception>
    public static async Task<ParquetReader> OpenAsync(IByteSource source, CancellationToken cancellationToken = default) =>
        new(source, null, await ReadMetadataAsync(source, cancellationToken));

    /// <summary>Reads rows as one table.</summary>
    /// <exception cref="ParquetRequestException">There is no such column, row or row group, or the table is larger than allowed.</exception>
    /// <exception cref="ParquetFormatException">The file is damaged.</exception>
    public Task<ParquetBatch> ReadAsync(ParquetReadOptions? options = null, CancellationToken cancellationToken = default) =>
        TableReader.ReadAsync(source, Metadata, options ?? new(), cancellationToken);

    /// <summary>Reads rows some at a time, never from two row groups at once, so that no more than those need be in memory.</summary>
    /// <exception cref="ParquetRequestException">There is no such column, row or row group, or a batch is larger than allowed.</exception>
    /// <exception cref="ParquetFormatException">The file is damaged.</exception>
    public IAsyncEnumerable<ParquetBatch> ReadBatchesAsync(ParquetReadOptions? options = null, CancellationToken cancellationToken = default) =>
        BatchReader.ReadAsync(source, Metadata, options ?? new(), cancellationToken);

    /// <summary>Closes the file that was opened by its path.</summary>
    public void Dispose() => owned?.Dispose();

    private static async Task<FileMetadata> ReadMetadataAsync(IByteSource source, CancellationToken cancellationToken)
    {
        try
        {
            return MetadataReader.Read((await ReadFooterAsync(source, cancellationToken)).Span);
        }
        catch (ParquetException e) when (e is ParquetFormatException or ParquetUnsupportedException)
        {
            throw Failures.Named(source.Name, "", e);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadFooterAsync(IByteSource source, CancellationToken cancellationToken)
    {
        if (source.Length < Magic.Length + SuffixBytes)
            throw new ParquetFormatException($"it has {source.Length} bytes, fewer than any Parquet file");
        // Most footers are short: one request gets them with their length.
        var tail = new byte[(int)Math.Min(source.Length, TailBytes)];
        await source.ReadAsync(source.Length - tail.Length, tail, cancellationToken);
        if (tail.AsSpan(^4..).SequenceEqual(EncryptedMagic))
            throw new ParquetUnsupportedException("it is encrypted, which is not read here; write it without encryption");
        if (!tail.AsSpan(^4..).SequenceEqual(Magic))
            throw new ParquetFormatException("it doesn't end like a Parquet file; it may have been cut off, or be something else");
        long length = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(^SuffixBytes..));
        if (length > source.Length - Magic.Length - SuffixBytes || length > Array.MaxLength)
            throw new ParquetFormatException($"its metadata are to have {length} bytes, which a file of {source.Length} cannot hold");
        if (length + SuffixBytes <= tail.Length)
            return tail.AsMemory(tail.Length - SuffixBytes - (int)length, (int)length);
        var footer = new byte[length];
        await source.ReadAsync(source.Length - SuffixBytes - length, footer, cancellationToken);
        return footer;
    }
}
