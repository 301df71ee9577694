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
        var encoders = table.Columns.Select(ColumnEncoders.For).ToList();
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
