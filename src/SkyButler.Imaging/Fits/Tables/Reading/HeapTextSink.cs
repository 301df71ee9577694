using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>Texts of differing length from the heap.</summary>
internal sealed class HeapTextSink(ColumnDefinition definition, ColumnLayout layout, HeapRows heap, int rows) : ColumnSink(definition, layout)
{
    public override void Take(ReadOnlySpan<byte> bytes, int stride, int first, int count) => heap.Take(bytes, stride, first, count);

    public override async ValueTask<Column> FinishAsync(IByteSource source, CancellationToken cancellationToken)
    {
        var texts = new string[rows];
        await heap.ReadAsync(source, (row, _, bytes) => texts[row] = TextSink.Decode(bytes), cancellationToken).ConfigureAwait(false);
        return new Column<string>(Definition, texts, default, rows);
    }
}
