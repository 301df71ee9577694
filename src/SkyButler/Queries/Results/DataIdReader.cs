using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Results.LookUps;

namespace SkyButler.Queries.Results;

/// <summary>Makes data IDs with all their values from the rows of a batch.</summary>
internal sealed class DataIdReader
{
    private readonly DimensionGroup dimensions;
    private readonly KeyColumn[] keys;
    private readonly AnswerBatch batch;

    public DataIdReader(DimensionGroup dimensions, AnswerBatch batch)
    {
        this.dimensions = dimensions;
        this.batch = batch;
        keys = new KeyColumn[dimensions.DataIdKeys.Count];
        for (var k = 0; k < keys.Length; k++)
            keys[k] = batch.Key(dimensions.DataIdKeys[k]);
    }

    /// <summary>The data ID of the n-th row that counts.</summary>
    public DataCoordinate Read(int index)
    {
        var row = batch.Row(index);
        var values = new DataIdValue[keys.Length];
        for (var k = 0; k < values.Length; k++)
            values[k] = keys[k][row];
        return new DataCoordinate(dimensions, values);
    }

    /// <summary>All of the batch.</summary>
    public IReadOnlyList<DataCoordinate> ReadAll()
    {
        var all = new DataCoordinate[batch.Count];
        for (var i = 0; i < all.Length; i++)
            all[i] = Read(i);
        return all;
    }
}
