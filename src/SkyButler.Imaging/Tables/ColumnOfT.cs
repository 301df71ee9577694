namespace SkyButler.Imaging.Tables;

/// <summary>A column whose rows hold one element each, or arrays of one shape.</summary>
/// <typeparam name="T">
/// <see cref="bool"/>, a whole number of 8 to 64 bits, <see cref="Half"/>, <see cref="float"/>, <see cref="double"/>,
/// <see cref="ComplexSingle"/>, <see cref="System.Numerics.Complex"/> or <see cref="string"/>.
/// </typeparam>
public sealed class Column<T> : Column
{
    private readonly ReadOnlyMemory<T> _values;
    private readonly ReadOnlyMemory<bool> _mask;

    /// <summary>A column of one element a row.</summary>
    /// <exception cref="TableException">Tables hold no elements of this type.</exception>
    public Column(string name, ReadOnlyMemory<T> values, string? unit = null, string? description = null)
        : this(new ColumnDefinition(name, ColumnTypes.Of<T>()) { Unit = unit, Description = description }, values)
    {
    }

    /// <summary>A column over memory that must not change any more.</summary>
    /// <param name="definition">Type, shape, name and unit.</param>
    /// <param name="values">All elements, row after row, the last axis running fastest.</param>
    /// <param name="mask">For each element, true where it is missing; empty when none is.</param>
    /// <exception cref="TableException">The parts don't fit together.</exception>
    public Column(ColumnDefinition definition, ReadOnlyMemory<T> values, ReadOnlyMemory<bool> mask = default)
        : this(definition, values, mask, RowsOf(definition, values.Length))
    {
    }

    /// <summary>A column whose rows may hold no element, so that their number must be said.</summary>
    internal Column(ColumnDefinition definition, ReadOnlyMemory<T> values, ReadOnlyMemory<bool> mask, int rowCount)
        : base(definition)
    {
        if (definition.Type != ColumnTypes.Of<T>() || definition.IsRagged)
            throw new TableException($"Column '{definition.Name}' is defined as {definition.TypeText}, but its values are {typeof(T).Name}");
        CheckMask(definition, values.Length, mask.Length);
        _values = values;
        _mask = mask;
        RowCount = rowCount;
    }

    /// <inheritdoc/>
    public override int RowCount { get; }

    /// <summary>All elements, row after row.</summary>
    public ReadOnlySpan<T> Values => _values.Span;

    /// <summary>The same elements as memory, for those who keep them.</summary>
    public ReadOnlyMemory<T> Memory => _values;

    /// <inheritdoc/>
    public override ReadOnlySpan<bool> Mask => _mask.Span;

    /// <summary>The elements of a row.</summary>
    public ReadOnlySpan<T> this[int row] => _values.Span.Slice(row * Definition.ElementsPerRow, Definition.ElementsPerRow);

    /// <inheritdoc/>
    public override int ElementCount(int row) => Definition.ElementsPerRow;

    /// <inheritdoc/>
    public override object? GetValue(int row)
    {
        int count = Definition.ElementsPerRow;
        if (HasMask && count > 0 && !Mask.Slice(row * count, count).Contains(false))
            return null;
        return Definition.Shape.Count == 0 ? _values.Span[row] : this[row].ToArray();
    }

    /// <inheritdoc/>
    public override Column Slice(int firstRow, int rowCount)
    {
        int first = firstRow * Definition.ElementsPerRow, count = rowCount * Definition.ElementsPerRow;
        return new Column<T>(Definition, _values.Slice(first, count), _mask.IsEmpty ? default : _mask.Slice(first, count), rowCount);
    }

    /// <inheritdoc/>
    public override Column With(ColumnDefinition definition)
    {
        RequireSameLayout(definition);
        return new Column<T>(definition, _values, _mask, RowCount);
    }

    /// <summary>The same elements, divided into rows of differing length.</summary>
    internal RaggedColumn<T> ToRagged(ColumnDefinition definition, int[] starts) => new(definition, _values, starts, _mask);

    private static int RowsOf(ColumnDefinition definition, int elements)
    {
        int each = definition.ElementsPerRow;
        return each > 0 && elements % each == 0
            ? elements / each
            : throw new TableException($"Column '{definition.Name}' holds {each} elements a row, which {elements} don't divide into");
    }
}
