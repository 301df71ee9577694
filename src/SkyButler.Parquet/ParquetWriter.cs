using System.Buffers.Binary;
using SkyButler.Parquet.Compression;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Writing;
using SkyButler.Parquet.Writing.Footers;

namespace SkyButler.Parquet;

/// <summary>
/// Writes a Parquet file to a stream, batch by batch, and keeps no more than a row group of compressed pages. The file is whole only after
/// <see cref="CompleteAsync"/>; a writer that is disposed without it leaves a stream that no reader takes for a file.
/// </summary>
public sealed class ParquetWriter : IAsyncDisposable
{
    private const int RowsAtOnce = 1 << 16;
    private static readonly byte[] Magic = "PAR1"u8.ToArray();
    private readonly Stream stream;
    private readonly ParquetWriteOptions options;
    private readonly ParallelOptions parallel;
    private readonly List<LeafWriter> leaves;
    private readonly List<int> fieldOfLeaf;
    private readonly List<GroupRecord> groups = [];
    private long position;
    private int groupRows;
    private bool isComplete;
    private bool isBroken;

    private ParquetWriter(Stream stream, ParquetSchema schema, ParquetWriteOptions options)
    {
        (this.stream, this.options) = (stream, options);
        Schema = schema;
        parallel = new() { MaxDegreeOfParallelism = options.Parallelism };
        var ways = schema.Nodes.SelectMany((node, i) => Ways(node).Select(way => (Way: way, Field: i))).ToList();
        leaves = ways.ConvertAll(w => new LeafWriter(w.Way, options));
        fieldOfLeaf = ways.ConvertAll(w => w.Field);
    }

    /// <summary>The fields.</summary>
    public ParquetSchema Schema { get; }

    /// <summary>How many rows were taken.</summary>
    public long RowCount { get; private set; }

    /// <summary>Begins a file. The stream stays the caller's; it need not seek.</summary>
    /// <exception cref="ParquetRequestException">An option isn't possible.</exception>
    public static ParquetWriter Create(Stream stream, ParquetSchema schema, ParquetWriteOptions? options = null)
    {
        options ??= new();
        PageCompression.CheckSupported(options.Codec);
        if (options.RowGroupRows < 1 || options.RowGroupBytes < 1 || options.PageBytes < 1 || options.PageRows < 1 || options.Parallelism < 1)
            throw new ParquetRequestException("Row groups, pages and parallelism of a Parquet file need positive limits");
        return new(stream, schema, options);
    }

    /// <summary>Takes rows. The batch's columns must be the schema's, in its order.</summary>
    /// <exception cref="ParquetRequestException">They are others, or hold nulls where none may be.</exception>
    /// <exception cref="ParquetException">An earlier call failed or was cancelled on its way.</exception>
    public async Task WriteAsync(ParquetBatch batch, CancellationToken cancellationToken = default)
    {
        if (isComplete)
            throw new ParquetRequestException("The Parquet file is complete already and takes no more rows; write another");
        BatchRule.Check(Schema, batch);
        await GuardAsync(() => TakeAsync(batch, cancellationToken));
    }

    /// <summary>Writes what is left and the end of the file. The stream is flushed, not closed.</summary>
    /// <exception cref="ParquetException">An earlier call failed or was cancelled on its way, so that there is no whole file to end.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken = default) => isComplete ? Task.CompletedTask : GuardAsync(() => EndAsync(cancellationToken));

    /// <summary>Lets go of the pages that weren't written.</summary>
    public ValueTask DisposeAsync()
    {
        leaves.ForEach(l => l.Dispose());
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<IReadOnlyList<FieldNode>> Ways(FieldNode node) =>
        node.Leaf is not null ? [[node]] : node.Children.SelectMany(Ways).Select(way => (IReadOnlyList<FieldNode>)[node, .. way]);

    // What fails or is cancelled half-way leaves columns of different lengths, or pages that no footer finds.
    private async Task GuardAsync(Func<Task> step)
    {
        if (isBroken)
            throw new ParquetException("Writing the Parquet file failed or was cancelled before, so that rows are missing in it; write it anew from its beginning");
        isBroken = true;
        await step();
        isBroken = false;
    }

    private async Task TakeAsync(ParquetBatch batch, CancellationToken cancellationToken)
    {
        parallel.CancellationToken = cancellationToken;
        for (var start = 0; start < batch.RowCount;)
        {
            var (first, count) = (start, Math.Min(Math.Min(RowsAtOnce, options.RowGroupRows - groupRows), batch.RowCount - start));
            await Parallel.ForAsync(0, leaves.Count, parallel, (i, _) =>
            {
                leaves[i].Append(batch.Columns[fieldOfLeaf[i]], first, count);
                return ValueTask.CompletedTask;
            });
            start += count;
            groupRows += count;
            RowCount += count;
            if (groupRows >= options.RowGroupRows || leaves.Sum(l => l.Bytes) >= options.RowGroupBytes)
                await EndGroupAsync(cancellationToken);
        }
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        if (groupRows > 0)
            await EndGroupAsync(cancellationToken);
        for (var i = 0; i < groups.Count; i++)
            groups[i] = groups[i] with { Chunks = await WriteIndexesAsync(groups[i].Chunks, cancellationToken) };
        var footer = FooterWriter.Write(Schema, groups, options);
        await PutAsync(footer, cancellationToken);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        await PutAsync(length, cancellationToken);
        await PutAsync(Magic, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        isComplete = true;
    }

    private async Task EndGroupAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        var chunks = new ChunkRecord[leaves.Count];
        await Parallel.ForAsync(0, leaves.Count, parallel, (i, _) =>
        {
            chunks[i] = leaves[i].EndChunk();
            return ValueTask.CompletedTask;
        });
        for (var i = 0; i < chunks.Length; i++)
        {
            chunks[i] = chunks[i] with { Start = position };
            foreach (var page in chunks[i].Dictionary is { } dictionary ? chunks[i].Pages.Prepend(dictionary) : chunks[i].Pages)
            {
                await PutAsync(page.Bytes.WrittenMemory, cancellationToken);
                page.Bytes.Dispose();
            }
        }

        groups.Add(new(groupRows, chunks));
        groupRows = 0;
    }

    private async Task<IReadOnlyList<ChunkRecord>> WriteIndexesAsync(IReadOnlyList<ChunkRecord> chunks, CancellationToken cancellationToken)
    {
        var indexed = new List<ChunkRecord>(chunks.Count);
        foreach (var chunk in chunks)
        {
            var bounds = PageIndexWriter.WriteBounds(chunk);
            var boundsAt = position;
            await PutAsync(bounds ?? default, cancellationToken);
            var locations = PageIndexWriter.WriteLocations(chunk);
            var locationsAt = position;
            await PutAsync(locations, cancellationToken);
            indexed.Add(chunk with { ColumnIndex = new(boundsAt, bounds?.Length ?? 0), OffsetIndex = new(locationsAt, locations.Length) });
        }

        return indexed;
    }

    private ValueTask BeginAsync(CancellationToken cancellationToken) => position == 0 ? PutAsync(Magic, cancellationToken) : ValueTask.CompletedTask;

    private async ValueTask PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(bytes, cancellationToken);
        position += bytes.Length;
    }
}
