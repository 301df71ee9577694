using System.Buffers;
using SkyButler.Parquet.Compression;
using SkyButler.Parquet.Encodings;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Pages;
using SkyButler.Parquet.Reading.Values;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Reading;

/// <summary>Takes the pages of a column chunk one after the other: fetches, checks and decompresses them, and lets values and levels begin there.</summary>
internal sealed class PageLoader : IDisposable
{
    private const int FirstLook = 256;
    private const int LongestHeader = 16 << 20;
    private readonly ColumnChunkMetadata chunk;
    private readonly ParquetLeaf leaf;
    private readonly LeafValues values;
    private byte[] page = [];

    public PageLoader(IByteSource source, ColumnChunkMetadata chunk, ParquetLeaf leaf, LeafValues values, int fetchBytes)
    {
        if (chunk.OtherFile is { } other)
            throw new ParquetUnsupportedException($"its values lie in another file, '{other}', which is not read here");
        if (chunk.IsEncrypted)
            throw new ParquetUnsupportedException("it is encrypted, which is not read here; write it without encryption");
        PageDecompression.CheckSupported(chunk.Codec);
        (this.chunk, this.leaf, this.values) = (chunk, leaf, values);
        Stream = new(source, chunk, fetchBytes);
        values.ForgetDictionary();
    }

    public ChunkStream Stream { get; }

    /// <summary>How many entries the page at hand has.</summary>
    public int EntryCount { get; private set; }

    public LevelDecoder? Definitions { get; private set; }

    public LevelDecoder? Repetitions { get; private set; }

    /// <summary>Takes the next page; false if it is none of data.</summary>
    public async ValueTask<bool> NextAsync(long mostEntries, CancellationToken cancellationToken)
    {
        var header = await ReadHeaderAsync(cancellationToken);
        if (header.CompressedSize > Stream.Left)
            throw new ParquetFormatException($"a page is to have {header.CompressedSize} bytes where the column chunk has {Stream.Left} left");
        await Stream.EnsureAsync(header.CompressedSize, cancellationToken);
        Begin(header, mostEntries);
        Stream.Advance(header.CompressedSize);
        return header.IsData;
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (page.Length > 0)
            ArrayPool<byte>.Shared.Return(page);
        page = [];
    }

    private async ValueTask<PageHeader> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        if (Stream.Left == 0)
            throw new ParquetFormatException("the column chunk ends before its last value");
        await Stream.EnsureAsync((int)Math.Min(Stream.Left, FirstLook), cancellationToken);
        while (true)
        {
            try
            {
                var header = PageHeaderReader.Read(Stream.Buffer.AsSpan(Stream.Start, Stream.Available), out var length);
                Stream.Advance(length);
                return header;
            }
            catch (ParquetFormatException) when (Stream.Available < Math.Min(Stream.Left, LongestHeader))
            {
                // Statistics may make a header long: look at more of it.
                await Stream.EnsureAsync((int)Math.Min(Stream.Left, Math.Max(FirstLook, Stream.Available * 4L)), cancellationToken);
            }
        }
    }

    // What is kept of the page lies in a buffer of its own, or in the stream's, which stays until the next page is asked for.
    private void Begin(PageHeader header, long mostEntries)
    {
        if (header.Crc is { } crc && Crc32.Of(Stream.Buffer.AsSpan(Stream.Start, header.CompressedSize)) != crc)
            throw new ParquetFormatException("a page doesn't have the checksum that its header says; its bytes were changed");
        switch (header.Type)
        {
            case PageType.Dictionary:
                BeginDictionary(header);
                break;
            case PageType.Data:
                CheckCount(header, mostEntries);
                BeginFirst(header);
                break;
            case PageType.DataV2:
                CheckCount(header, mostEntries);
                BeginSecond(header);
                break;
            default:
                EntryCount = 0;
                break;
        }
    }

    private void CheckCount(PageHeader header, long mostEntries)
    {
        if (header.ValueCount > mostEntries)
            throw new ParquetFormatException($"a page has {header.ValueCount} values where the column chunk has {mostEntries} left");
        EntryCount = header.ValueCount;
    }

    private void BeginDictionary(PageHeader header)
    {
        if (header.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary))
            throw new ParquetFormatException($"a dictionary cannot be encoded as {header.Encoding}");
        var (buffer, start, length) = Decompress(header, 0, isCompressed: true);
        values.UseDictionary(buffer, start, start + length, header.ValueCount);
        EntryCount = 0;
    }

    private void BeginFirst(PageHeader header)
    {
        var (buffer, start, length) = Decompress(header, 0, isCompressed: true);
        var end = start + length;
        Repetitions = LevelDecoder.First(buffer, ref start, end, leaf.MaximumRepetition, header.RepetitionEncoding, header.ValueCount);
        Definitions = LevelDecoder.First(buffer, ref start, end, leaf.MaximumDefinition, header.DefinitionEncoding, header.ValueCount);
        values.StartPage(header.Encoding, buffer, start, end, header.ValueCount);
    }

    private void BeginSecond(PageHeader header)
    {
        var levels = header.RepetitionBytes + header.DefinitionBytes;
        Repetitions = LevelDecoder.Second(Stream.Buffer, Stream.Start, header.RepetitionBytes, leaf.MaximumRepetition);
        Definitions = LevelDecoder.Second(Stream.Buffer, Stream.Start + header.RepetitionBytes, header.DefinitionBytes, leaf.MaximumDefinition);
        var (buffer, start, length) = Decompress(header, levels, header.IsCompressed);
        values.StartPage(header.Encoding, buffer, start, start + length, header.ValueCount);
    }

    private (byte[] Buffer, int Start, int Length) Decompress(PageHeader header, int passed, bool isCompressed)
    {
        var (start, compressed, length) = (Stream.Start + passed, header.CompressedSize - passed, header.UncompressedSize - passed);
        var codec = isCompressed ? chunk.Codec : CompressionCodec.None;
        // A page without values may be left empty, whatever the codec.
        if (codec == CompressionCodec.None || (compressed == 0 && length == 0))
            return length <= compressed ? (Stream.Buffer, start, length) : throw new ParquetFormatException($"a page of {compressed} bytes is to hold {length}");
        PageDecompression.CheckGain(codec, compressed, length);
        if (page.Length < length + ChunkStream.Slack)
        {
            if (page.Length > 0)
                ArrayPool<byte>.Shared.Return(page);
            page = [];
            page = ArrayPool<byte>.Shared.Rent(checked(length + ChunkStream.Slack));
        }

        PageDecompression.Decompress(codec, Stream.Buffer, start, compressed, page.AsSpan(0, length));
        return (page, 0, length);
    }
}
