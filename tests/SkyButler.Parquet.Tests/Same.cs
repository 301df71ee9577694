using System.Collections;

namespace SkyButler.Parquet.Tests;

/// <summary>Whether values, as objects, are the same through and through.</summary>
internal static class Same
{
    public static void Check(ParquetBatch expected, int firstExpected, ParquetBatch found, int firstFound, int rows, string context)
    {
        found.Columns.Select(c => c.Name).ShouldBe(expected.Columns.Select(c => c.Name), context);
        for (var column = 0; column < expected.Columns.Count; column++)
        {
            for (var row = 0; row < rows; row++)
            {
                var (was, now) = (expected.Columns[column].GetValue(firstExpected + row), found.Columns[column].GetValue(firstFound + row));
                if (!Are(was, now))
                    Assert.Fail($"{context}: {expected.Columns[column].Field}, row {firstExpected + row}: {Text(now)} instead of {Text(was)}");
            }
        }
    }

    public static bool Are(object? a, object? b) => (a, b) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (byte[] x, byte[] y) => x.AsSpan().SequenceEqual(y),
        (double x, double y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y),
        (IReadOnlyDictionary<string, object?> x, IReadOnlyDictionary<string, object?> y) => x.Count == y.Count && x.All(p => y.TryGetValue(p.Key, out var other) && Are(p.Value, other)),
        (KeyValuePair<object?, object?>[] x, KeyValuePair<object?, object?>[] y) => x.Length == y.Length && x.Zip(y).All(p => Are(p.First.Key, p.Second.Key) && Are(p.First.Value, p.Second.Value)),
        (IList x, IList y) => x.Count == y.Count && Enumerable.Range(0, x.Count).All(i => Are(x[i], y[i])),
        _ => a.Equals(b),
    };

    private static string Text(object? value) => System.Text.Json.JsonSerializer.Serialize(value?.ToString());
}
