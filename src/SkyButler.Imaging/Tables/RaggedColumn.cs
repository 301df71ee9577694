namespace SkyButler.Imaging.Tables;

/// <summary>A column whose rows hold arrays of differing length: all elements one after the other, and where each row begins.</summary>
/// <typeparam name="T">A type of element that <see cref="Column{T}"/> can hold.</typeparam>
public sealed class RaggedColumn<T> : Column
{
    private readonly ReadOnlyMemory<T> _values;
    private readonly ReadOnlyMemory<int> _starts;
    private readonly ReadOnlyMemory<bool> _mask;

    /// <summary>A column over memory that must not change any more.</summary>
    /// <param name="definition">Type, name and unit; it must be ragged.</param>
    /// <param name="values">All elements.</param>
    /// <param name="starts">For each row, the place of its first element; and behind the last, where that ends.</param>
    /// <param name="mask">For each element, true where it is missing; empty when none is.</param>
    /// <exception cref="TableException">The parts don't fit together.</exception>
    public RaggedColumn(ColumnDefinition definition, ReadOnlyMemory<T> values, ReadOnlyMemory<int> starts, ReadOnlyMemory<bool> mask = default)
        : base(definition)
    {
        if (definition.Type != ColumnTypes.Of<T>() || !definition.IsRagged)
            throw new TableException($"Column '{definition.Name}' is defined as {definition.TypeText}, but its values are arrays of {typeof(T).Name}");
        CheckMask(definition, values.Length, mask.Length);
        CheckStarts(definition, starts.Span, values.Length);
        _values = values;
        _starts = starts;
        _mask = mask;
    }

    /// <inheritdoc/>
    public override int RowCount => _starts.Length - 1;

    /// <summary>All elements, row after row; those of a part of a table lie within.</summary>
    public ReadOnlySpan<T> Values => _values.Span;

    /// <summary>The same elements as memory, for those who keep them.</summary>
    public ReadOnlyMemory<T> Memory => _values;

    /// <inheritdoc/>
    public override ReadOnlySpan<bool> Mask => _mask.Span;

    /// <summary>Place in <see cref="Values"/> of each row's first element, and of the last row's end.</summary>
    public ReadOnlySpan<int> Starts => _starts.Span;

    /// <summary>The elements of a row.</summary>
    public ReadOnlySpan<T> this[int row] => _values.Span[_starts.Span[row].._starts.Span[row + 1]];

    /// <inheritdoc/>
    public override int ElementCount(int row) => _starts.Span[row + 1] - _starts.Span[row];

    /// <inheritdoc/>
    public override object? GetValue(int row) =>
        HasMask && ElementCount(row) > 0 && !Mask[_starts.Span[row].._starts.Span[row + 1]].Contains(false) ? null : this[row].ToArray();

    /// <inheritdoc/>
    public override Column Slice(int firstRow, int rowCount) =>
        new RaggedColumn<T>(Definition, _values, _starts.Slice(firstRow, rowCount + 1), _mask);

    /// <summary>The elements of all rows, one a row.</summary>
    internal Column<T> ToFlat()
    {
        int first = Starts[0], count = Starts[^1] - first;
        return new Column<T>(Definition with { IsRagged = false }, _values.Slice(first, count), _mask.IsEmpty ? default : _mask.Slice(first, count), count);
    }

    /// <inheritdoc/>
    public override Column With(ColumnDefinition definition)
    {
        RequireSameLayout(definition);
        return new RaggedColumn<T>(definition, _values, _starts, _mask);
    }

    private static void CheckStarts(ColumnDefinition definition, ReadOnlySpan<int> starts, int elements)
    {
        if (starts.IsEmpty)
            throw new TableException($"Column '{definition.Name}' doesn't say where its rows begin and end");
        int before = 0;
        foreach (int start in starts)
        {
            if (start < before || start > elements)
                throw new TableException($"Column '{definition.Name}' has a row that begins at element {start}, which is not between {before} and {elements}");
            before = start;
        }
    }
}
