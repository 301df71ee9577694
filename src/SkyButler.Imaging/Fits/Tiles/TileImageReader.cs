using System.Numerics;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>
/// Reads a part of a compressed image: only the table rows and heap bytes of the tiles that touch it, in batches, each
/// batch decoded on all processors.
/// </summary>
internal static class TileImageReader
{
    private const int BatchTiles = 512;
    private const long BatchBytes = 8 << 20;

    public static async Task<Image<T>> ReadAsync<T>(
        IByteSource source, HduLayout hdu, ImageLayout imageLayout, Box2I part, long plane, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        var layout = TileLayout.Of(hdu, imageLayout);
        var columns = TileColumns.Of(layout.Table);
        var image = new Image<T>(part);
        foreach (var (first, count) in RowRuns(layout, part, plane))
        {
            var rows = new byte[checked(count * layout.Table.RowLength)];
            await source.ReadExactlyAsync(hdu.DataOffset + (first * layout.Table.RowLength), rows, cancellationToken).ConfigureAwait(false);
            var tiles = new List<TileRow>(count);
            for (int i = 0; i < count; i++)
                tiles.Add(TileRow.Parse(layout, columns, first + i, rows.AsSpan(i * layout.Table.RowLength, layout.Table.RowLength)));
            for (int from = 0; from < tiles.Count;)
            {
                int until = from + 1;
                for (long bytes = tiles[from].Length; until < tiles.Count && (bytes += tiles[until].Length) <= BatchBytes;)
                    until++;
                await ReadBatchAsync(source, hdu, layout, tiles[from..until], image, cancellationToken).ConfigureAwait(false);
                from = until;
            }
        }

        return image;
    }

    private static async Task ReadBatchAsync<T>(
        IByteSource source, HduLayout hdu, TileLayout layout, List<TileRow> tiles, Image<T> image, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        long heap = hdu.DataOffset + layout.Table.HeapOffset;
        long start = tiles.Min(tile => tile.Offset), end = tiles.Max(tile => tile.Offset + tile.Length);
        long sum = tiles.Sum(tile => (long)tile.Length);
        if (end - start <= 2 * sum && end - start <= int.MaxValue / 2)
        {
            var bytes = new byte[end - start];
            await source.ReadExactlyAsync(heap + start, bytes, cancellationToken).ConfigureAwait(false);
            Decode(tiles, tile => (bytes, (int)(tile.Offset - start)));
            return;
        }

        var pieces = new Dictionary<long, byte[]>();
        foreach (var tile in tiles)
        {
            var bytes = new byte[tile.Length];
            await source.ReadExactlyAsync(heap + tile.Offset, bytes, cancellationToken).ConfigureAwait(false);
            pieces[tile.Index] = bytes;
        }

        Decode(tiles, tile => (pieces[tile.Index], 0));

        void Decode(List<TileRow> batch, Func<TileRow, (byte[] Bytes, int Offset)> find)
        {
            try
            {
                Parallel.For(0, batch.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
                {
                    var (bytes, offset) = find(batch[i]);
                    TileDecoder.Decode(layout, batch[i], bytes, offset, BoxOf(layout, batch[i].Index), image);
                });
            }
            catch (AggregateException error)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
            }
        }
    }

    // Rows of the table that lie one behind the other, at most so many at a time.
    private static IEnumerable<(long First, int Count)> RowRuns(TileLayout layout, Box2I part, long plane)
    {
        int left = part.MinX / layout.TileWidth, right = part.MaxX / layout.TileWidth;
        int bottom = part.MinY / layout.TileHeight, top = part.MaxY / layout.TileHeight;
        long planeStart = plane * layout.TilesAcross * layout.TilesUp;
        bool wholeRows = left == 0 && right == layout.TilesAcross - 1;
        int most = Math.Clamp((1 << 22) / Math.Max(1, layout.Table.RowLength), 1, BatchTiles);
        for (int y = bottom; y <= top; y = wholeRows ? top + 1 : y + 1)
        {
            long first = planeStart + ((long)y * layout.TilesAcross) + left;
            long count = wholeRows ? (long)(top - bottom + 1) * layout.TilesAcross : right - left + 1;
            for (long done = 0; done < count; done += most)
                yield return (first + done, (int)Math.Min(most, count - done));
        }
    }

    private static Box2I BoxOf(TileLayout layout, long index)
    {
        long inPlane = index % ((long)layout.TilesAcross * layout.TilesUp);
        int x = (int)(inPlane % layout.TilesAcross) * layout.TileWidth, y = (int)(inPlane / layout.TilesAcross) * layout.TileHeight;
        return Box2I.FromSize(x, y, Math.Min(layout.TileWidth, layout.Image.Width - x), Math.Min(layout.TileHeight, layout.Image.Height - y));
    }
}
