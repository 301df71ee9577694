using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Fits.Tables.TextTables;

/// <summary>The rows of a table of text as those of a binary table; rows are read and turned when they are asked for.</summary>
internal sealed class AsciiTableSource : IByteSource
{
    private const int BatchBytes = 1 << 20;
    private readonly IByteSource _source;
    private readonly HduLayout _hdu;
    private readonly List<AsciiColumn> _columns;
    private readonly int _textLength;
    private readonly int _rowLength;

    public AsciiTableSource(IByteSource source, HduLayout hdu, List<AsciiColumn> columns)
    {
        (_source, _hdu, _columns) = (source, hdu, columns);
        _textLength = (int)hdu.Axes[0];
        _rowLength = columns.Sum(column => column.Width);
    }

    public string Name => _source.Name;

    public long Length => _rowLength * _hdu.Axes[1];

    /// <summary>The number that marks a missing one in a column of a type.</summary>
    public static long NothingOf(char type) => type switch { 'I' => short.MinValue, 'J' => int.MinValue, _ => long.MinValue };

    public async ValueTask ReadExactlyAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.IsEmpty)
            return;
        long first = position / _rowLength, last = (position + buffer.Length - 1) / _rowLength;
        int batch = (int)Math.Clamp(BatchBytes / Math.Max(1, _textLength), 1, last - first + 1);
        byte[] texts = ArrayPool<byte>.Shared.Rent(checked(batch * _textLength)), row = ArrayPool<byte>.Shared.Rent(_rowLength);
        try
        {
            for (long from = first; from <= last; from += batch)
            {
                int count = (int)Math.Min(batch, last - from + 1);
                await _source.ReadExactlyAsync(_hdu.DataOffset + (from * _textLength), texts.AsMemory(0, count * _textLength), cancellationToken).ConfigureAwait(false);
                for (int i = 0; i < count; i++)
                {
                    Turn(texts.AsSpan(i * _textLength, _textLength), row.AsSpan(0, _rowLength), from + i);
                    long at = ((from + i) * _rowLength) - position;
                    int skipped = (int)Math.Max(0, -at);
                    int taken = (int)Math.Min(_rowLength - skipped, buffer.Length - Math.Max(0, at));
                    row.AsSpan(skipped, taken).CopyTo(buffer.Span[(int)Math.Max(0, at)..]);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(texts);
            ArrayPool<byte>.Shared.Return(row);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Turn(ReadOnlySpan<byte> text, Span<byte> row, long number)
    {
        foreach (var column in _columns)
        {
            var field = text.Slice(column.Start, column.Length);
            Turn(column, field, row[..column.Width], number);
            row = row[column.Width..];
        }
    }

    private void Turn(AsciiColumn column, ReadOnlySpan<byte> field, Span<byte> into, long row)
    {
        if (column.Type == 'A')
        {
            field.CopyTo(into);
            return;
        }

        bool isMissing = column.Nothing is { } nothing && Is(field.TrimEnd((byte)' '), nothing);
        if (column.Type == 'D')
        {
            double real = double.NaN;
            if (!isMissing && !AsciiNumber.TryReal(field, column.Decimals, out real))
                throw Wrong(column, field, row);
            BinaryPrimitives.WriteDoubleBigEndian(into, real);
            return;
        }

        long whole = NothingOf(column.Type);
        if (!isMissing && !AsciiNumber.TryWhole(field, out whole))
            throw Wrong(column, field, row);
        switch (column.Type)
        {
            case 'I': BinaryPrimitives.WriteInt16BigEndian(into, (short)whole); break;
            case 'J': BinaryPrimitives.WriteInt32BigEndian(into, (int)whole); break;
            default: BinaryPrimitives.WriteInt64BigEndian(into, whole); break;
        }
    }

    // Blanks before it count as little as those behind.
    private static bool Is(ReadOnlySpan<byte> field, string nothing) => Ascii.Equals(field.TrimStart((byte)' '), nothing.AsSpan().TrimStart(' '));

    private FitsFormatException Wrong(AsciiColumn column, ReadOnlySpan<byte> field, long row) =>
        _hdu.Error($"row {row} of column {column.Name} holds '{OneLine.Of(Encoding.Latin1.GetString(field[..Math.Min(field.Length, 40)]))}', which is no number of its format");
}
