using SkyButler.Imaging.Fits.Tables.Writing;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits;

/// <content>Binary tables.</content>
public sealed partial class FitsWriter
{
    private const int TableBatchBytes = 4 << 20;

    /// <summary>
    /// Writes a binary table, in batches of rows; behind an HDU without data if it would be a file's first. Missing values become NaN,
    /// TNULLn or an undefined truth value; rows of differing length go into the heap; metadata become cards, and what cards can't
    /// hold goes into comments that astropy reads.
    /// </summary>
    /// <exception cref="TableException">A column holds what FITS can't: texts beyond ASCII, or arrays of texts of differing number.</exception>
    public async Task WriteTableAsync(Table table, IEnumerable<FitsCard>? cards = null, CancellationToken cancellationToken = default)
    {
        var encoders = table.Columns.Select(column => ColumnEncoders.For(column)).ToList();
        if (!_begun)
            await WriteEmptyAsync(null, cancellationToken).ConfigureAwait(false);
        long heap = 0;
        foreach (var encoder in encoders)
            heap = checked(heap + encoder.PlaceHeap(heap));
        int rowLength = encoders.Aggregate(0, (length, encoder) => checked(length + encoder.Width));
        var header = Beginning("BINTABLE");
        header.AddRange(TableHeader.Layout(table, encoders, rowLength, heap));
        AddFurther(header, TableHeader.Further(table, cards));
        await WriteHeaderAsync(header, cancellationToken).ConfigureAwait(false);
        await WriteRowsAsync(encoders, table.RowCount, rowLength, cancellationToken).ConfigureAwait(false);
        foreach (var encoder in encoders)
            await encoder.WriteHeapAsync(_stream, cancellationToken).ConfigureAwait(false);
        await PadAsync(((long)rowLength * table.RowCount) + heap, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes a binary table of which the rows come in batches, so that no more than a batch is in memory. The number of rows is put into the header
    /// when all are there: the stream must be able to go back. Arrays of differing length wait in a temporary file for the rows to end, and have
    /// 64-bit places. Metadata are those of the first batch.
    /// </summary>
    /// <param name="batches">Tables with the same columns.</param>
    /// <param name="textLength">Characters of the fields of texts; by default those of the longest text in the first batch.</param>
    /// <param name="cards">Further cards.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="TableException">There is no batch, columns differ, a text is too long, or a column holds what FITS can't.</exception>
    public async Task<long> WriteTableAsync(
        IAsyncEnumerable<Table> batches, int? textLength = null, IEnumerable<FitsCard>? cards = null, CancellationToken cancellationToken = default)
    {
        if (!_stream.CanSeek)
            throw new TableException("Tables in batches can't be written to a stream that only goes forwards: write to a file");
        if (!_begun)
            await WriteEmptyAsync(null, cancellationToken).ConfigureAwait(false);
        var heap = new HeapSpool(_stream);
        await using (heap.ConfigureAwait(false))
            return await WriteBatchesAsync(batches, heap, textLength, cards, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> WriteBatchesAsync(
        IAsyncEnumerable<Table> batches, HeapSpool heap, int? textLength, IEnumerable<FitsCard>? cards, CancellationToken cancellationToken)
    {
        long start = _stream.Position, rows = 0;
        FitsHeader? header = null;
        TableSchema? schema = null;
        var encoders = new List<ColumnEncoder>();
        int rowLength = 0;
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (header is null)
            {
                schema = batch.Schema;
                encoders = [.. batch.Columns.Select(column => ColumnEncoders.For(column, textLength).InBatches())];
                rowLength = encoders.Aggregate(0, (length, encoder) => checked(length + encoder.Width));
                header = Beginning("BINTABLE");
                header.AddRange(TableHeader.Layout(batch, encoders, rowLength, 0));
                AddFurther(header, TableHeader.Further(batch, cards));
                await WriteHeaderAsync(header, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                if (!batch.Schema.Columns.SequenceEqual(schema!.Columns))
                    throw new TableException($"A batch has the columns {string.Join(", ", batch.Schema.Names)}, which are not those of the first, or are of other types: {string.Join(", ", schema.Names)}");
                encoders = [.. batch.Columns.Select((column, i) => encoders[i].Again(ColumnEncoders.Widened(column)))];
            }

            foreach (var encoder in encoders)
            {
                if (encoder.PlaceHeap(heap.Length) > 0)
                    await encoder.WriteHeapAsync(heap.Open(), cancellationToken).ConfigureAwait(false);
            }

            await WriteRowsAsync(encoders, batch.RowCount, rowLength, cancellationToken).ConfigureAwait(false);
            rows += batch.RowCount;
        }

        if (header is null)
            throw new TableException("There is no batch to write: give at least one, without rows if there are none, that says which columns there are");
        await heap.EmptyAsync(cancellationToken).ConfigureAwait(false);
        await PadAsync((rowLength * rows) + heap.Length, cancellationToken).ConfigureAwait(false);
        TableHeader.Complete(header, encoders, rows, heap.Length);
        _stream.Position = start;
        await WriteHeaderAsync(header, cancellationToken).ConfigureAwait(false);
        _stream.Seek(0, SeekOrigin.End);
        return rows;
    }

    // A batch is encoded while the one before is written.
    private async Task WriteRowsAsync(List<ColumnEncoder> encoders, int rows, int rowLength, CancellationToken cancellationToken)
    {
        int batch = Math.Clamp(TableBatchBytes / Math.Max(1, rowLength), 1, Math.Max(1, rows));
        byte[] now = new byte[batch * rowLength], next = new byte[batch * rowLength];
        var writing = ValueTask.CompletedTask;
        for (int first = 0; first < rows; first += batch)
        {
            int count = Math.Min(batch, rows - first), place = 0;
            foreach (var encoder in encoders)
            {
                encoder.Put(now.AsSpan(0, count * rowLength)[place..], rowLength, first, count);
                place += encoder.Width;
            }

            await writing.ConfigureAwait(false);
            writing = _stream.WriteAsync(now.AsMemory(0, count * rowLength), cancellationToken);
            (now, next) = (next, now);
        }

        await writing.ConfigureAwait(false);
    }
}
