using System.Numerics;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>
/// Reads a part of a compressed image: only the table rows and heap bytes of the tiles that touch it, in batches, each
/// batch decoded on as many processors as memory allows.
/// </summary>
internal static class TileImageReader
{
    private const int BatchTiles = 512;
    private const long BatchBytes = 8 << 20;
    private const int BatchRowBytes = 1 << 22;

    public static async Task<Image<T>> ReadAsync<T>(
        IByteSource source, HduLayout hdu, ImageLayout imageLayout, Box2I part, long plane, FitsReadLimits limits, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        var layout = TileLayout.Of(hdu, imageLayout, limits);
        var columns = TileColumns.Of(layout.Table);
        var image = new Image<T>(part);
        foreach (var runs in Batches(RowRuns(layout, part, plane), MostTiles(layout)))
        {
            var tiles = await ReadRowsAsync(source, hdu, layout, columns, runs, cancellationToken).ConfigureAwait(false);
            for (int from = 0; from < tiles.Count;)
            {
                int until = from + 1;
                for (long bytes = tiles[from].Length; until < tiles.Count && (bytes += tiles[until].Length) <= BatchBytes;)
                    until++;
                await ReadTilesAsync(source, hdu, layout, tiles[from..until], image, cancellationToken).ConfigureAwait(false);
                from = until;
            }
        }

        return image;
    }

    private static async Task<List<TileRow>> ReadRowsAsync(
        IByteSource source, HduLayout hdu, TileLayout layout, TileColumns columns, List<(long First, int Count)> runs, CancellationToken cancellationToken)
    {
        int length = layout.Table.RowLength;
        var bytes = await BytePieces.ReadAsync(
            source, runs.ConvertAll(run => new BytePiece(hdu.DataOffset + (run.First * length), run.Count * length)), cancellationToken).ConfigureAwait(false);
        var tiles = new List<TileRow>();
        for (int run = 0; run < runs.Count; run++)
        {
            for (int i = 0; i < runs[run].Count; i++)
                tiles.Add(TileRow.Parse(layout, columns, runs[run].First + i, bytes[run].AsSpan(i * length, length)));
        }

        return tiles;
    }

    private static async Task ReadTilesAsync<T>(
        IByteSource source, HduLayout hdu, TileLayout layout, List<TileRow> tiles, Image<T> image, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        long heap = hdu.DataOffset + layout.Table.HeapOffset;
        var bytes = await BytePieces.ReadAsync(source, tiles.ConvertAll(tile => new BytePiece(heap + tile.Offset, tile.Length)), cancellationToken).ConfigureAwait(false);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = TileMemory.TilesAtATime(layout.Algorithm, layout.TilePixels, Environment.ProcessorCount),
            CancellationToken = cancellationToken,
        };
        try
        {
            Parallel.For(0, tiles.Count, options, i =>
                TileDecoder.Decode(layout, tiles[i], bytes[i].Array!, bytes[i].Offset, BoxOf(layout, tiles[i].Index), image));
        }
        catch (AggregateException error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }

    // Rows of the table that lie one behind the other, at most so many at a time.
    private static IEnumerable<(long First, int Count)> RowRuns(TileLayout layout, Box2I part, long plane)
    {
        int left = part.MinX / layout.TileWidth, right = part.MaxX / layout.TileWidth;
        int bottom = part.MinY / layout.TileHeight, top = part.MaxY / layout.TileHeight;
        long planeStart = plane * layout.TilesAcross * layout.TilesUp;
        bool wholeRows = left == 0 && right == layout.TilesAcross - 1;
        int most = MostTiles(layout);
        for (int y = bottom; y <= top; y = wholeRows ? top + 1 : y + 1)
        {
            long first = planeStart + ((long)y * layout.TilesAcross) + left;
            long count = wholeRows ? (long)(top - bottom + 1) * layout.TilesAcross : right - left + 1;
            for (long done = 0; done < count; done += most)
                yield return (first + done, (int)Math.Min(most, count - done));
        }
    }

    // Runs of a narrow part are short; many of them are asked for together.
    private static IEnumerable<List<(long First, int Count)>> Batches(IEnumerable<(long First, int Count)> runs, int most)
    {
        var batch = new List<(long First, int Count)>();
        int count = 0;
        foreach (var run in runs)
        {
            if (count + run.Count > most && batch.Count > 0)
            {
                yield return batch;
                (batch, count) = ([], 0);
            }

            batch.Add(run);
            count += run.Count;
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private static int MostTiles(TileLayout layout) => Math.Clamp(BatchRowBytes / Math.Max(1, layout.Table.RowLength), 1, BatchTiles);

    private static Box2I BoxOf(TileLayout layout, long index)
    {
        long inPlane = index % ((long)layout.TilesAcross * layout.TilesUp);
        int x = (int)(inPlane % layout.TilesAcross) * layout.TileWidth, y = (int)(inPlane / layout.TilesAcross) * layout.TileHeight;
        return Box2I.FromSize(x, y, Math.Min(layout.TileWidth, layout.Image.Width - x), Math.Min(layout.TileHeight, layout.Image.Height - y));
    }
}
