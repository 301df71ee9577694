using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans;
using SkyButler.Registry.Databases;

namespace SkyButler.Queries.Results;

/// <summary>Makes dimension records from the rows of a batch.</summary>
internal sealed class RecordReader
{
    private readonly DimensionElement element;
    private readonly int[] columns;

    public RecordReader(QueryPlan plan, DimensionElement element)
    {
        this.element = element;
        var fields = element.Schema.Fields;
        columns = new int[fields.Count];
        for (var f = 0; f < columns.Length; f++)
            columns[f] = plan.IndexOf(fields[f].Dimension is { } dimension ? new QueryColumn.Key(dimension) : new QueryColumn.Field(element, fields[f]));
    }

    /// <summary>The record of the n-th row that counts.</summary>
    public DimensionRecord Read(AnswerBatch batch, int index)
    {
        var row = batch.Row(index);
        var values = new object?[columns.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Decode(batch.Rows.Any(columns[i], row), element.Schema.Fields[i].Type);
        return new DimensionRecord(element, values);
    }

    /// <summary>A stored value as records hold it: regions and hashes are base64 in the database.</summary>
    public static object? Decode(object? stored, ColumnType type) => (type, stored) switch
    {
        (ColumnType.Region, string text) => StoredValues.Region(text),
        (ColumnType.Hash, string text) => StoredValues.Hash(text),
        _ => stored,
    };
}
