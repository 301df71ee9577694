using System.Globalization;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;

namespace SkyButler.Instruments;

/// <summary>What differs between two records of one data ID.</summary>
internal static class RecordDifferences
{
    // An instant may be rounded to the nanosecond on either side.
    private const long Rounding = 1;

    /// <summary>Each field that differs, in words; none where the records say the same.</summary>
    /// <param name="there">The one that is registered.</param>
    /// <param name="given">The other.</param>
    /// <param name="isSame">Whether two values are the same although they are not equal; null where that is only of instants.</param>
    public static IReadOnlyList<string> Of(DimensionRecord there, DimensionRecord given, Func<object?, object?, bool>? isSame = null) =>
    [
        .. given.Element.Schema.Fields
            .Select((field, i) => (field.Name, There: there.Values[i], Given: given.Values[i]))
            .Where(field => !Same(field.There, field.Given) && isSame?.Invoke(field.There, field.Given) != true)
            .Select(field => field.Given is Region ? $"{field.Name} is another" : $"{field.Name} is {Text(field.There)}, not {Text(field.Given)}"),
    ];

    private static bool Same(object? there, object? given) => (there, given) switch
    {
        (Timespan a, Timespan b) => Math.Abs(a.BeginNanoseconds - b.BeginNanoseconds) <= Rounding && Math.Abs(a.EndNanoseconds - b.EndNanoseconds) <= Rounding,
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        _ => Equals(there, given),
    };

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        Timespan timespan => $"[{timespan}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
