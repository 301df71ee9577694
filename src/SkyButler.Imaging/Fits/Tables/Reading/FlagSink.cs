using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>Truth values: letters T and F, a zero byte being none (FITS standard 4.0, section 7.3.3.1); or bits, the most significant first.</summary>
internal sealed class FlagSink(ColumnDefinition definition, ColumnLayout layout, int elementsPerRow, int rows) : ColumnSink(definition, layout)
{
    private readonly bool[] _values = new bool[checked(rows * elementsPerRow)];
    private bool[]? _mask;

    public override void Take(ReadOnlySpan<byte> bytes, int stride, int first, int count)
    {
        for (int row = 0; row < count; row++)
        {
            var values = _values.AsSpan((first + row) * elementsPerRow, elementsPerRow);
            if (Layout.Type == 'X')
                TakeBits(bytes.Slice(row * stride, (elementsPerRow + 7) / 8), values);
            else
                TakeLetters(bytes.Slice(row * stride, elementsPerRow), values, (first + row) * elementsPerRow);
        }
    }

    public override ValueTask<Column> FinishAsync(IByteSource source, CancellationToken cancellationToken) =>
        new(new Column<bool>(Definition, _values, _mask, rows));

    private static void TakeBits(ReadOnlySpan<byte> bytes, Span<bool> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (bytes[i / 8] & (0x80 >> (i % 8))) != 0;
    }

    private void TakeLetters(ReadOnlySpan<byte> letters, Span<bool> values, int place)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = letters[i] == (byte)'T';
            if (letters[i] == 0)
                (_mask ??= new bool[_values.Length])[place + i] = true;
        }
    }
}
