using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>
/// Which bytes of the rows are fetched for some columns: the stretch of the row from the first to the last of them, all rows in one
/// go; or, where rows are so long that most of the bytes would be for nothing, each column of each row by itself.
/// </summary>
internal sealed class RowPlan
{
    // What lies closer together than this costs less to read through than to ask for apart.
    private const int NearBytes = 16 << 10;
    private readonly TableLayout _table;
    private readonly List<(int From, int To, int At)> _pieces = [];

    public RowPlan(TableLayout table, IEnumerable<ColumnLayout> columns)
    {
        _table = table;
        foreach (var column in columns.Where(column => column.Width > 0).OrderBy(column => column.Offset))
        {
            if (_pieces.Count > 0 && column.Offset - _pieces[^1].To < NearBytes)
            {
                var last = _pieces[^1];
                _pieces[^1] = (last.From, Math.Max(last.To, column.Offset + column.Width), last.At);
            }
            else
            {
                _pieces.Add((column.Offset, column.Offset + column.Width, _pieces.Sum(piece => piece.To - piece.From)));
            }
        }

        int needed = _pieces.Sum(piece => piece.To - piece.From);
        IsSparse = table.RowLength - needed >= NearBytes;
        if (!IsSparse && _pieces.Count > 0)
            _pieces = [(_pieces[0].From, _pieces[^1].To, 0)];
        Stride = _pieces.Count == 0 ? 0 : IsSparse ? needed : table.RowLength;
    }

    /// <summary>Whether the pieces of each row are fetched by themselves.</summary>
    public bool IsSparse { get; }

    /// <summary>Bytes from a row to the next in the buffer.</summary>
    public int Stride { get; }

    /// <summary>Bytes of a buffer for so many rows.</summary>
    public int BufferLength(int rows) => Stride == 0 || rows == 0 ? 0 : IsSparse ? checked(Stride * rows)
        : checked((Stride * (rows - 1)) + _pieces[0].To - _pieces[0].From);

    /// <summary>Place of a column in the first row of the buffer.</summary>
    public int PlaceOf(ColumnLayout column)
    {
        var piece = _pieces.Find(piece => column.Offset >= piece.From && column.Offset + column.Width <= piece.To);
        return column.Width == 0 ? 0 : piece.At + column.Offset - piece.From;
    }

    public async Task ReadAsync(IByteSource source, long first, int count, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        long start = _table.Hdu.DataOffset + (first * _table.RowLength);
        if (_pieces.Count == 0 || count == 0)
            return;
        if (!IsSparse)
        {
            await source.ReadExactlyAsync(start + _pieces[0].From, buffer[..BufferLength(count)], cancellationToken).ConfigureAwait(false);
            return;
        }

        for (int row = 0; row < count; row++)
        {
            foreach (var (from, to, at) in _pieces)
            {
                await source.ReadExactlyAsync(start + ((long)row * _table.RowLength) + from, buffer.Slice((row * Stride) + at, to - from), cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }
}
