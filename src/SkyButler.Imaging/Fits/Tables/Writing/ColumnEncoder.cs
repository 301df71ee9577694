using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Writing;

/// <summary>Puts a column's values into rows as FITS stores them.</summary>
internal abstract class ColumnEncoder
{
    /// <summary>The format (TFORMn).</summary>
    public abstract string Form { get; }

    /// <summary>Bytes in a row.</summary>
    public abstract int Width { get; }

    /// <summary>Lengths of the axes, the first running fastest (TDIMn); none where a row holds one element or a plain list.</summary>
    public IReadOnlyList<int> Axes { get; init; } = [];

    /// <summary>The stored number that stands for no value (TNULLn).</summary>
    public long? Missing { get; init; }

    /// <summary>The offset by which integers become unsigned, or bytes signed (TZEROn).</summary>
    public object? Zero { get; init; }

    /// <summary>The encoder of further rows of the same column, which stores them alike.</summary>
    /// <exception cref="TableException">They can't be stored so.</exception>
    public abstract ColumnEncoder Again(Column other);

    /// <summary>The encoder of the same rows where an unknown number follows, for which there must be room.</summary>
    public virtual ColumnEncoder InBatches() => this;

    /// <summary>Puts rows.</summary>
    /// <param name="bytes">The rows, from the column's first byte in the first of them on.</param>
    /// <param name="stride">Bytes from row to row.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">Number of rows.</param>
    public abstract void Put(Span<byte> bytes, int stride, int first, int count);

    /// <summary>Takes a place in the heap, and says how many bytes are needed there.</summary>
    public virtual long PlaceHeap(long offset) => 0;

    /// <summary>Writes the column's part of the heap.</summary>
    public virtual Task WriteHeapAsync(Stream stream, CancellationToken cancellationToken) => Task.CompletedTask;
}
