using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Databases.Results;

namespace SkyButler.Queries.Results.LookUps;

/// <summary>Values of one dimension in a batch, wherever they are from.</summary>
internal readonly struct KeyColumn
{
    private readonly string[]? texts;
    private readonly long[]? numbers;
    private readonly DataIdValue[]?[]? records;
    private readonly int place;

    public KeyColumn(RowColumn column)
    {
        if (column.Type == SkyButler.Dimensions.ColumnType.String)
            texts = column.Texts;
        else
            numbers = column.Numbers;
    }

    /// <summary>The n-th value of each row's record; records are shared among rows.</summary>
    public KeyColumn(DataIdValue[]?[] records, int place)
    {
        this.records = records;
        this.place = place;
    }

    public DataIdValue this[int row] => texts is not null ? new DataIdValue(texts[row]) : numbers is not null ? new DataIdValue(numbers[row]) : records![row]![place];
}
