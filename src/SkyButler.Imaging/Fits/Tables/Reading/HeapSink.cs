using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>Arrays of differing length from the heap; their elements are decoded as a column with one element a row is.</summary>
internal sealed class HeapSink(
    ColumnDefinition definition, ColumnLayout layout, HeapRows heap, int rows, Func<int, ColumnSink> makeElements) : ColumnSink(definition, layout)
{
    public override void Take(ReadOnlySpan<byte> bytes, int stride, int first, int count) => heap.Take(bytes, stride, first, count);

    public override async ValueTask<Column> FinishAsync(IByteSource source, CancellationToken cancellationToken)
    {
        var starts = new int[rows + 1];
        for (int row = 0; row < rows; row++)
            starts[row + 1] = starts[row] + heap.Counts[row];
        var elements = makeElements(starts[rows]);
        await heap.ReadAsync(source, (row, count, bytes) => Decode(elements, bytes, starts[row], count), cancellationToken).ConfigureAwait(false);
        var flat = await elements.FinishAsync(source, cancellationToken).ConfigureAwait(false);
        return ColumnTypes.Dispatch(Definition.Type, new Joining(flat, Definition, starts));
    }

    private void Decode(ColumnSink elements, ReadOnlySpan<byte> bytes, int first, int count)
    {
        if (Layout.Type != 'X')
        {
            elements.Take(bytes, Layout.ElementLength, first, count);
            return;
        }

        Span<byte> single = stackalloc byte[1];
        for (int i = 0; i < count; i++)
        {
            single[0] = (byte)(bytes[i / 8] << (i % 8));
            elements.Take(single, 1, first + i, 1);
        }
    }

    private sealed class Joining(Column flat, ColumnDefinition definition, int[] starts) : IColumnTypeVisitor<Column>
    {
        public Column Visit<T>() => ((Column<T>)flat).ToRagged(definition, starts);
    }
}
