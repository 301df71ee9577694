using System.Collections;
using System.Globalization;
using System.Text.Json;
using SkyButler.Parquet.Values;

namespace SkyButler.Parquet.Tests;

/// <summary>Values as the files beside the shared Parquet files say them.</summary>
internal static class AsJson
{
    public static bool Matches(object? value, JsonElement expected) => value switch
    {
        null => expected.ValueKind == JsonValueKind.Null,
        bool flag => expected.ValueKind == (flag ? JsonValueKind.True : JsonValueKind.False),
        float number when float.IsFinite(number) => expected.ValueKind == JsonValueKind.Number && expected.GetDouble() == number,
        double number when double.IsFinite(number) => expected.ValueKind == JsonValueKind.Number && expected.GetDouble() == number,
        IReadOnlyDictionary<string, object?> fields => expected.ValueKind == JsonValueKind.Object && expected.EnumerateObject().Count() == fields.Count
            && fields.All(f => Matches(f.Value, expected.GetProperty(f.Key))),
        string or byte[] => expected.ValueKind == JsonValueKind.String && Text(value) == expected.GetString(),
        IList list => expected.ValueKind == JsonValueKind.Array && expected.GetArrayLength() == list.Count
            && Enumerable.Range(0, list.Count).All(i => Matches(list[i], expected[i])),
        sbyte or byte or short or ushort or int or uint or long or ulong => expected.ValueKind == JsonValueKind.Number && expected.GetRawText() == Text(value),
        _ => expected.ValueKind == JsonValueKind.String && expected.GetString() == Text(value),
    };

    public static string Text(object? value) => value switch
    {
        null => "null",
        byte[] bytes => Convert.ToHexStringLower(bytes),
        float number when float.IsInfinity(number) => number > 0 ? "Infinity" : "-Infinity",
        double number when double.IsInfinity(number) => number > 0 ? "Infinity" : "-Infinity",
        ParquetTimestamp time => Microseconds(time.ToString()),
        ParquetTime time => Microseconds(time.ToString()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // Six digits behind the point or none, and the zone as an offset.
    private static string Microseconds(string text)
    {
        var zone = text.EndsWith('Z') ? "+00:00" : "";
        text = text.TrimEnd('Z');
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return (point < 0 ? text : text[..point] + "." + text[(point + 1)..].PadRight(6, '0')[..6]) + zone;
    }
}
