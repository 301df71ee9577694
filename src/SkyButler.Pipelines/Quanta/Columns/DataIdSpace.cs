namespace SkyButler.Pipelines.Quanta.Columns;

/// <summary>The values of all dimensions of one graph, shared by its tables of data IDs.</summary>
internal sealed class DataIdSpace
{
    private readonly Dictionary<string, DimensionValues> dimensions = new(StringComparer.Ordinal);

    public DimensionValues this[string dimension]
    {
        get
        {
            if (!dimensions.TryGetValue(dimension, out var values))
                dimensions.Add(dimension, values = new DimensionValues());
            return values;
        }
    }
}
