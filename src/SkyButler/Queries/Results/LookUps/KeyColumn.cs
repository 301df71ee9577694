using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Databases.Results;

namespace SkyButler.Queries.Results.LookUps;

/// <summary>Values of one dimension in a batch, wherever they are from.</summary>
internal readonly struct KeyColumn
{
    private readonly string[]? texts;
    private readonly long[]? numbers;
    private readonly DataIdValue[]? values;

    public KeyColumn(RowColumn column)
    {
        if (column.Type == SkyButler.Dimensions.ColumnType.String)
            texts = column.Texts;
        else
            numbers = column.Numbers;
    }

    public KeyColumn(DataIdValue[] values) => this.values = values;

    public DataIdValue this[int row] => texts is not null ? new DataIdValue(texts[row]) : numbers is not null ? new DataIdValue(numbers[row]) : values![row];
}
