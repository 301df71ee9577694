namespace SkyButler.Imaging.Tables;

/// <summary>A column of a table: <see cref="Column{T}"/>, or <see cref="RaggedColumn{T}"/> where rows hold arrays of differing length.</summary>
public abstract class Column
{
    private protected Column(ColumnDefinition definition) => Definition = definition;

    /// <summary>Name, type, shape, unit and description.</summary>
    public ColumnDefinition Definition { get; }

    /// <summary>The column's name.</summary>
    public string Name => Definition.Name;

    /// <summary>Number of rows.</summary>
    public abstract int RowCount { get; }

    /// <summary>For each element, true where it has no value; empty when all have one. What a missing element holds means nothing.</summary>
    public abstract ReadOnlySpan<bool> Mask { get; }

    /// <summary>Whether some element may be missing.</summary>
    public bool HasMask => !Mask.IsEmpty;

    /// <summary>Number of elements in a row.</summary>
    public abstract int ElementCount(int row);

    /// <summary>
    /// A row's value: a number, truth value or text, an array of them where rows hold more than one (flat, the last axis running
    /// fastest), or null where it is missing, or where all elements are.
    /// </summary>
    public abstract object? GetValue(int row);

    /// <summary>Some rows, which share this column's memory.</summary>
    public abstract Column Slice(int firstRow, int rowCount);

    /// <summary>The same values under another name, unit or description.</summary>
    /// <exception cref="TableException">The definition has another type or shape.</exception>
    public abstract Column With(ColumnDefinition definition);

    private protected void RequireSameLayout(ColumnDefinition definition)
    {
        if (definition.Type != Definition.Type || definition.IsRagged != Definition.IsRagged || definition.ElementsPerRow != Definition.ElementsPerRow)
            throw new TableException($"Column '{Name}' of {Definition.TypeText} can't become '{definition.Name}' of {definition.TypeText}");
    }

    private protected static void CheckMask(ColumnDefinition definition, int elements, int mask)
    {
        if (mask != 0 && mask != elements)
            throw new TableException($"Column '{definition.Name}' has {elements} elements, but {mask} are marked as missing or not");
    }
}
