using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;

namespace SkyButler.Registry.Databases.Results;

/// <summary>Some rows of a query's answer, held by column.</summary>
internal sealed class RowBatch
{
    private readonly RowColumn[] columns;

    public RowBatch(ColumnType[] types, int capacity)
    {
        Capacity = capacity;
        columns = new RowColumn[types.Length];
        for (var c = 0; c < columns.Length; c++)
            columns[c] = new RowColumn(types[c], capacity);
    }

    public int Capacity { get; }

    /// <summary>Rows in this batch.</summary>
    public int Count { get; set; }

    public RowColumn Column(int column) => columns[column];

    public bool IsNull(int column, int row) => columns[column].IsNull(row);

    public long Number(int column, int row) => columns[column].Numbers[row];

    public long? NumberOrNull(int column, int row) => IsNull(column, row) ? null : columns[column].Numbers[row];

    public bool Flag(int column, int row) => columns[column].Numbers[row] != 0;

    public double Real(int column, int row) => columns[column].Reals[row];

    public Guid Id(int column, int row) => columns[column].Ids[row];

    public string Text(int column, int row) => columns[column].Texts[row];

    public string? TextOrNull(int column, int row) => IsNull(column, row) ? null : columns[column].Texts[row];

    public Timespan? Timespan(int column, int row) => IsNull(column, row)
        ? null
        : Dimensions.Times.Timespan.FromStored(columns[column].Numbers[row], columns[column].Ends[row]);

    /// <summary>A value of a dimension's key.</summary>
    public DataIdValue Value(int column, int row) => columns[column].Type == ColumnType.String
        ? new DataIdValue(columns[column].Texts[row])
        : new DataIdValue(columns[column].Numbers[row]);

    /// <summary>The value of any column: long, double, bool, string, <see cref="Guid"/>, <see cref="Timespan"/>; null for NULL. Hashes and regions are still base64.</summary>
    public object? Any(int column, int row)
    {
        if (IsNull(column, row))
            return null;
        return columns[column].Type switch
        {
            ColumnType.Int or ColumnType.DateTime => Number(column, row),
            ColumnType.Bool => Flag(column, row),
            ColumnType.Float => Real(column, row),
            ColumnType.Uuid => Id(column, row),
            ColumnType.Timespan => Timespan(column, row),
            _ => Text(column, row),
        };
    }
}
