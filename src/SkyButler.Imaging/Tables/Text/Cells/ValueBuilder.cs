namespace SkyButler.Imaging.Tables.Text.Cells;

/// <summary>Makes a column of texts that come row by row.</summary>
internal abstract class ValueBuilder
{
    /// <summary>Number of elements so far.</summary>
    public abstract int Count { get; }

    /// <summary>Bytes that an element takes, with its mark of a missing value.</summary>
    public abstract int BytesPerElement { get; }

    /// <summary>Adds a value.</summary>
    /// <returns>Whether the text is one of the column's type.</returns>
    public abstract bool TryAdd(ReadOnlySpan<char> text);

    /// <summary>Adds an element that has no value.</summary>
    public abstract void AddMissing();

    /// <summary>The column of so many rows.</summary>
    public abstract Column ToColumn(ColumnDefinition definition, int rowCount);

    /// <summary>The column whose rows begin at these elements.</summary>
    public abstract Column ToRagged(ColumnDefinition definition, int[] starts);

    /// <summary>Makes the builder for a type.</summary>
    public static ValueBuilder For(ColumnType type) => ColumnTypes.Dispatch(type, new Making());

    private sealed class Making : IColumnTypeVisitor<ValueBuilder>
    {
        public ValueBuilder Visit<T>() => new ValueBuilder<T>(ValueParsers.For<T>());
    }
}
