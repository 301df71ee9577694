using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet;

/// <summary>Rows as columns.</summary>
public sealed class ParquetBatch
{
    /// <summary>Puts columns side by side.</summary>
    /// <exception cref="ParquetRequestException">They have different lengths.</exception>
    public ParquetBatch(params IReadOnlyList<ParquetColumn> columns)
        : this(columns, columns.Count > 0 ? columns[0].Length : 0)
    {
    }

    internal ParquetBatch(IReadOnlyList<ParquetColumn> columns, int rowCount)
    {
        if (columns.FirstOrDefault(c => c.Length != rowCount) is { } other)
            throw new ParquetRequestException($"The column '{other.Name}' has {other.Length} rows where there are {rowCount}; all columns need the same number");
        Columns = columns;
        RowCount = rowCount;
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int RowCount { get; }

    /// <summary>The schema of a file that holds these columns.</summary>
    public ParquetSchema Schema => new([.. Columns.Select(c => c.Field)]);

    /// <summary>A column by its name.</summary>
    /// <exception cref="ParquetRequestException">There is none.</exception>
    public ParquetColumn this[string name] =>
        Columns.FirstOrDefault(c => c.Name == name) ?? throw new ParquetRequestException(ColumnSelection.Unknown(name, Columns.Select(c => c.Name)));

    internal ParquetBatch Take(ReadOnlySpan<int> rows)
    {
        var taken = new List<ParquetColumn>(Columns.Count);
        foreach (var column in Columns)
            taken.Add(column.Take(rows));
        return new(taken, rows.Length);
    }

    internal ParquetBatch Slice(int start, int count) => new([.. Columns.Select(c => c.Slice(start, count))], count);
}
