using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Quanta.Columns;

/// <summary>The values of one dimension, each kept once and known by a number.</summary>
internal sealed class DimensionValues
{
    private readonly Dictionary<DataIdValue, int> numbers = [];
    private readonly List<DataIdValue> values = [];

    public DataIdValue this[int number] => values[number];

    public int Number(DataIdValue value)
    {
        if (!numbers.TryGetValue(value, out var number))
        {
            number = values.Count;
            numbers.Add(value, number);
            values.Add(value);
        }

        return number;
    }
}
