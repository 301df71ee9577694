using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>Takes a column's bytes out of batches of rows and makes the column of them.</summary>
internal abstract class ColumnSink(ColumnDefinition definition, ColumnLayout layout)
{
    public ColumnDefinition Definition { get; } = definition;

    public ColumnLayout Layout { get; } = layout;

    /// <summary>Takes consecutive rows.</summary>
    /// <param name="bytes">Rows, from the column's first byte in the first of them on; their order may be changed.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    /// <param name="first">Number of the first row within what is read.</param>
    /// <param name="count">Number of rows.</param>
    public abstract void Take(ReadOnlySpan<byte> bytes, int stride, int first, int count);

    /// <summary>Makes the column when all rows were taken.</summary>
    public abstract ValueTask<Column> FinishAsync(IByteSource source, CancellationToken cancellationToken);
}
