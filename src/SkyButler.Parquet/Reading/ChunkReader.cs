using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Pages;
using SkyButler.Parquet.Reading.Entries;
using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Reading;

/// <summary>Reads rows of one column chunk, from its beginning on, some at a time; rows that are passed over need not be fetched where there is a page index.</summary>
internal sealed class ChunkReader : IDisposable
{
    private readonly LeafOutput output;
    private readonly IReadOnlyList<PageLocation>? locations;
    private readonly long rowCount;
    private readonly PageLoader pages;
    private readonly EntryReader entries;
    private long row;

    // How many entries are still to come; not known once pages were passed over.
    private long left;

    public ChunkReader(IByteSource source, ColumnChunkMetadata chunk, long rowCount, LeafOutput output, IReadOnlyList<PageLocation>? locations, int fetchBytes)
    {
        (this.output, this.locations, this.rowCount) = (output, locations, rowCount);
        pages = new(source, chunk, output.Node.Leaf!, output.Values, fetchBytes);
        entries = output.Node.Repetition == 0 ? new FlatEntries(output, pages) : new NestedEntries(output, pages);
        left = chunk.ValueCount;
        if (left < rowCount)
            throw new ParquetFormatException($"a column chunk has {left} values for {rowCount} rows");
    }

    /// <summary>Reads rows from one on; it must not lie before those that were read.</summary>
    public async ValueTask ReadAsync(long first, int count, CancellationToken cancellationToken)
    {
        if (locations is { Count: > 0 })
        {
            var last = locations[PageOf(first + count - 1)];
            pages.Stream.Horizon = last.Offset + last.Bytes;
        }

        if (first > row)
            await SkipAsync(first, cancellationToken);
        await TakeAsync(count, skip: false, cancellationToken);
    }

    public void Dispose() => pages.Dispose();

    private async ValueTask SkipAsync(long first, CancellationToken cancellationToken)
    {
        if (locations is { Count: > 0 })
        {
            var page = PageOf(first);
            // A page that begins behind the row at hand is worth going to.
            if (locations[page].FirstRow > row)
                await JumpAsync(locations[page], cancellationToken);
        }

        while (row < first)
            await TakeAsync((int)Math.Min(int.MaxValue, first - row), skip: true, cancellationToken);
    }

    private int PageOf(long wanted)
    {
        int low = 0, high = locations!.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = locations[middle].FirstRow <= wanted ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private async ValueTask JumpAsync(PageLocation page, CancellationToken cancellationToken)
    {
        // The dictionary comes before all data pages, and is needed for any of them.
        while (pages.Stream.Position < locations![0].Offset)
            if (await pages.NextAsync(left, cancellationToken))
                break;
        if (page.Offset < pages.Stream.Position)
            throw new ParquetFormatException("the page index doesn't fit the pages");
        pages.Stream.SeekForward(page.Offset);
        entries.Forget();
        row = page.FirstRow;
        left = long.MaxValue;
    }

    private async ValueTask TakeAsync(int count, bool skip, CancellationToken cancellationToken)
    {
        if (count > rowCount - row)
            throw new ParquetFormatException($"a row group of {rowCount} rows cannot give rows {row} to {row + count}");
        var wanted = count;
        while (wanted > 0 || entries.IsInRow)
        {
            // With a page index no row goes on in the next page.
            if (wanted == 0 && !entries.HasEntries && locations is not null)
                break;
            if (!entries.HasEntries && !await LoadAsync(cancellationToken))
            {
                // The last row ends with the chunk.
                if (wanted == 0)
                    break;
                throw new ParquetFormatException($"a column chunk of {rowCount} rows ends {wanted} rows too early");
            }

            if (!entries.HasEntries)
                continue;
            wanted -= skip ? entries.Skip(wanted) : entries.Take(wanted);
        }

        row += count;
    }

    private async ValueTask<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (left == 0 || (left > int.MaxValue * 2L && pages.Stream.Left == 0))
            return false;
        if (await pages.NextAsync(left, cancellationToken))
        {
            if (left != long.MaxValue)
                left -= pages.EntryCount;
            entries.Start(pages.EntryCount);
        }

        return true;
    }
}
