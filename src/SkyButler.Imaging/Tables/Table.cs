using System.Diagnostics.CodeAnalysis;

namespace SkyButler.Imaging.Tables;

/// <summary>
/// A table that is held column by column: each column is one contiguous array of one type. Tables and columns don't change; a table
/// with other columns shares the arrays of this one.
/// </summary>
public sealed class Table
{
    private readonly Dictionary<string, int> _places;

    /// <summary>A table of columns.</summary>
    /// <param name="columns">Columns of as many rows each.</param>
    /// <param name="metadata">What is known of the table as a whole: plain values, lists and dictionaries.</param>
    /// <exception cref="TableException">Two columns have one name, or different numbers of rows.</exception>
    public Table(IEnumerable<Column> columns, IReadOnlyDictionary<string, object?>? metadata = null)
        : this([.. columns], null, metadata)
    {
    }

    /// <summary>A table that may have no column, so that its number of rows must be said.</summary>
    internal Table(IReadOnlyList<Column> columns, int? rowCount, IReadOnlyDictionary<string, object?>? metadata)
    {
        Columns = columns;
        RowCount = rowCount ?? (columns.Count == 0 ? 0 : columns[0].RowCount);
        Metadata = metadata ?? new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        _places = new Dictionary<string, int>(columns.Count, StringComparer.Ordinal);
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i].RowCount != RowCount)
                throw new TableException($"Column '{columns[i].Name}' has {columns[i].RowCount} rows, but the table has {RowCount}");
            if (!_places.TryAdd(columns[i].Name, i))
                throw new TableException($"Two columns of a table are called '{columns[i].Name}'");
        }
    }

    /// <summary>The columns in their order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>What is known of the table as a whole: <see langword="null"/>, truth values, numbers, texts, lists and dictionaries of them.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; }

    /// <summary>Names, types, units and descriptions of the columns, with the table's metadata.</summary>
    public TableSchema Schema => new([.. Columns.Select(column => column.Definition)]) { Metadata = Metadata };

    /// <summary>The column of a name, which is matched exactly.</summary>
    /// <exception cref="TableException">There is none.</exception>
    public Column this[string name] => Find(name)
        ?? throw new TableException($"The table has no column '{name}'{Suggestion.For(name, _places.Keys)}");

    /// <summary>The column of a name; null when there is none.</summary>
    public Column? Find(string name) => _places.TryGetValue(name, out int place) ? Columns[place] : null;

    /// <summary>The values of a column with a fixed number of elements in each row, row after row.</summary>
    /// <typeparam name="T">The type that the column has; nothing is converted.</typeparam>
    /// <exception cref="TableException">There is no such column, or it is of another type.</exception>
    public ReadOnlySpan<T> Values<T>(string name) => this[name] is Column<T> column
        ? column.Values
        : throw new TableException($"Column '{name}' holds {this[name].Definition.TypeText}, not {typeof(T).Name}");

    /// <summary>The columns of these names, or that match these patterns (<c>*</c>, <c>?</c>, <c>[a-z]</c>), in the order in which they are named.</summary>
    /// <exception cref="TableException">A name or pattern fits no column.</exception>
    public Table Select(params IReadOnlyList<string> patterns) => new(
        [.. ColumnSelection.Of(patterns, [.. Columns.Select(column => column.Name)]).Select(place => Columns[place])], RowCount, Metadata);

    /// <summary>Some rows, which share the memory of this table's.</summary>
    public Table Slice(int firstRow, int rowCount)
    {
        if (firstRow < 0 || rowCount < 0 || firstRow > RowCount - rowCount)
            throw new TableException($"Rows {firstRow} to {(long)firstRow + rowCount - 1} were asked for of a table that has {RowCount}");
        return new Table([.. Columns.Select(column => column.Slice(firstRow, rowCount))], rowCount, Metadata);
    }

    internal bool TryFind(string name, [NotNullWhen(true)] out Column? column) => (column = Find(name)) is not null;
}
