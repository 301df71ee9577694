using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using SkyButler.Parquet.Values;

namespace SkyButler.Parquet.Tests.Independent;

/// <summary>Values as hyparquet has them: numbers of up to four bytes and decimals are floating, longer ones are whole, times are the file's numbers.</summary>
internal static class AsHyparquet
{
    public static JsonNode? Show(object? value) => value switch
    {
        null => null,
        bool flag => $"b{(flag ? "true" : "false")}",
        byte[] bytes => "x" + Convert.ToHexStringLower(bytes),
        string text => "s" + text,
        Guid id => $"s{id}",
        long or ulong => string.Create(CultureInfo.InvariantCulture, $"i{value}"),
        ParquetTimestamp time => string.Create(CultureInfo.InvariantCulture, $"i{time.Value}"),
        ParquetTime { Unit: Schemas.TimeUnit.Milliseconds } time => Number(time.Value),
        ParquetTime time => string.Create(CultureInfo.InvariantCulture, $"i{time.Value}"),
        ParquetDate date => Number(date.Days),
        ParquetDecimal number => Number(Rounded(number.Unscaled) * Math.Pow(10, -number.Scale)),
        IReadOnlyDictionary<string, object?> fields => new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, Show(f.Value)))),
        KeyValuePair<object?, object?>[] pairs => Map(pairs),
        IList list => new JsonArray([.. list.Cast<object?>().Select(Show)]),
        Half number => Number((double)number),
        _ => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
    };

    private static JsonObject Map(KeyValuePair<object?, object?>[] pairs)
    {
        var map = new JsonObject();
        foreach (var (key, value) in pairs)
            map[(string)key!] = Show(value);
        return map;
    }

    private static string Number(double value) => double.IsNaN(value) ? "dNaN" : "d" + BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    private static double Rounded(BigInteger value) => double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
