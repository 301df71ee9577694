using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Quanta.Columns;

/// <summary>The values of one dimension, each kept once and known by a number.</summary>
internal sealed class DimensionValues
{
    private readonly Dictionary<DataIdValue, int> numbers = [];
    private readonly List<DataIdValue> values = [];
    private int[] ranks = [];
    private byte[][] json = [];

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

    /// <summary>The places of all values in their order, by number; values that come later have none yet.</summary>
    public int[] Ranks()
    {
        if (ranks.Length < values.Count)
        {
            var order = Enumerable.Range(0, values.Count).ToArray();
            Array.Sort(order, (a, b) => values[a].CompareTo(values[b]));
            ranks = new int[order.Length];
            for (var i = 0; i < order.Length; i++)
                ranks[order[i]] = i;
        }

        return ranks;
    }

    /// <summary>All values as JSON, by number.</summary>
    public byte[][] Json()
    {
        if (json.Length < values.Count)
            json = [.. values.Select(Json)];
        return json;
    }

    private static byte[] Json(DataIdValue value) => value.IsText
        ? [(byte)'"', .. JsonEncodedText.Encode(value.Text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"']
        : System.Text.Encoding.UTF8.GetBytes(value.Number.ToString(CultureInfo.InvariantCulture));
}
