using System.Buffers;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>Reads rows of a binary table into columns: the next rows are fetched while those before are decoded.</summary>
internal sealed class BulkReader(IByteSource source, TableLayout layout, TableSchema schema, IReadOnlyList<int> chosen, long maxBytes)
{
    // What is read stays in a processor's cache while its columns are taken one by one.
    private const int BatchBytes = 1 << 20;

    /// <summary>Reads rows that are within the table.</summary>
    public async Task<Table> ReadAsync(long firstRow, long rowCount, CancellationToken cancellationToken)
    {
        CheckSize(rowCount);
        int rows = (int)rowCount;
        var sinks = chosen.Select(place => ColumnSinks.Make(layout, place + 1, schema.Columns[place], rows, maxBytes)).ToList();
        await FillAsync(sinks, firstRow, rows, cancellationToken).ConfigureAwait(false);
        var columns = new List<Column>(sinks.Count);
        foreach (var sink in sinks)
            columns.Add(await sink.FinishAsync(source, cancellationToken).ConfigureAwait(false));
        return new Table(columns, rows, schema.Metadata);
    }

    private async Task FillAsync(List<ColumnSink> sinks, long firstRow, int rows, CancellationToken cancellationToken)
    {
        var plan = new RowPlan(layout, sinks.Select(sink => sink.Layout));
        int batch = (int)Math.Clamp(BatchBytes / Math.Max(1, plan.Stride), 1, Math.Max(1, rows));
        var places = sinks.ConvertAll(sink => plan.PlaceOf(sink.Layout));
        var now = ArrayPool<byte>.Shared.Rent(plan.BufferLength(batch));
        var next = ArrayPool<byte>.Shared.Rent(plan.BufferLength(batch));
        var reading = ReadAsync(0, now);
        try
        {
            for (int first = 0; first < rows; first += batch)
            {
                await reading.ConfigureAwait(false);
                int count = Math.Min(batch, rows - first);
                if (first + count < rows)
                    reading = ReadAsync(first + count, next);
                for (int i = 0; i < sinks.Count; i++)
                    sinks[i].Take(now.AsSpan(places[i], plan.BufferLength(count) - places[i]), plan.Stride, first, count);
                (now, next) = (next, now);
            }
        }
        finally
        {
            // A buffer that is still written to must not be lent to somebody else.
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ArrayPool<byte>.Shared.Return(now);
            ArrayPool<byte>.Shared.Return(next);
        }

        Task ReadAsync(int first, byte[] into) => plan.ReadAsync(source, firstRow + first, Math.Min(batch, rows - first), into, cancellationToken);
    }

    // The number of rows is as large as the file says: what has no bytes in it must not take any in memory either.
    private void CheckSize(long rowCount)
    {
        Int128 bytes = 0;
        foreach (int place in chosen)
        {
            var column = layout.Columns[place];
            long each = column.IsVariable ? 32 : column.Type == 'A' ? 8 + (schema.Columns[place].ElementsPerRow * 8L) : column.Type == 'X' ? column.Repeat
                : ColumnDefinitions.IsScaled(column) ? column.Repeat * 8L : column.Width;
            bytes += (Int128)rowCount * Math.Max(1, each);
            if ((Int128)rowCount * Math.Max(1, schema.Columns[place].ElementsPerRow) > Array.MaxLength)
                throw layout.Hdu.Error($"column {column.Name} of {rowCount} rows has more elements than fit an array: read fewer rows at once");
        }

        if (bytes > maxBytes || rowCount > Array.MaxLength)
            throw layout.Hdu.Error($"{rowCount} rows of {chosen.Count} columns take {bytes} bytes, more than the {maxBytes} that are accepted: read fewer rows or columns at once");
    }
}
