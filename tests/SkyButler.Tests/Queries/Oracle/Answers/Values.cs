using System.Numerics;
using SkyButler.Dimensions.Times;
using SkyButler.Tests.Queries.Oracle.Conditions;

namespace SkyButler.Tests.Queries.Oracle.Answers;

/// <summary>Values of operands in a situation, with arithmetic as databases do it: whole numbers divide to whole numbers, and by zero to nothing.</summary>
internal static class Values
{
    public static object? Of(Operand operand, Situation situation) => operand switch
    {
        Operand.Literal l => l.Value,
        Operand.Bind b => b.Value,
        Operand.Of o => Of(o.Column, situation),
        Operand.Edge e => Of(e.Column, situation) is Timespan t ? e.IsEnd ? t.EndNanoseconds : t.BeginNanoseconds : 0L,
        Operand.Minus m => Of(m.Inner, situation) switch { long n => -n, double x => -x, _ => null },
        Operand.Math m => Calculate(m.Operator, Of(m.Left, situation), Of(m.Right, situation)),
        _ => throw new InvalidOperationException(),
    };

    public static object? Of(Column column, Situation situation) => column switch
    {
        Column.Key k => situation.Keys[k.Dimension],
        Column.Field f => situation.Records[f.Element][f.Member],
        Column.Found { Member: "dataset_id" } f => situation.Finds[f.Type].Dataset.Id,
        Column.Found { Member: "run" } f => situation.Finds[f.Type].Dataset.Run,
        Column.Found { Member: "collection" } f => situation.Finds[f.Type].Collection,
        Column.Found { Member: "ingest_date" } f => situation.Finds[f.Type].Dataset.IngestDate,
        Column.Found { Member: "timespan" } f => situation.Finds[f.Type].Timespan,
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The order of two values of one kind, nothing before everything.</summary>
    public static int Compare(object? a, object? b) => (a, b) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string x, string y) => string.CompareOrdinal(x, y),
        (long x, long y) => x.CompareTo(y),
        (double or long, double or long) => System.Convert.ToDouble(a, null).CompareTo(System.Convert.ToDouble(b, null)),
        _ => a.Equals(b) ? 0 : throw new InvalidOperationException($"No order of {a} and {b}."),
    };

    public static bool AreEqual(object a, object b) => a is double or long ? Compare(a, b) == 0 : a is byte[] x ? x.AsSpan().SequenceEqual((byte[])b) : a.Equals(b);

    private static object? Calculate(char op, object? a, object? b) => (a, b) switch
    {
        (null, _) or (_, null) => null,
        (long x, long y) => (object?)(long?)Whole(op, x, y),
        _ => Real(op, System.Convert.ToDouble(a, null), System.Convert.ToDouble(b, null)),
    };

    private static BigInteger? Whole(char op, long x, long y) => op switch
    {
        '+' => (BigInteger)x + y,
        '-' => (BigInteger)x - y,
        '*' => (BigInteger)x * y,
        '/' => y == 0 ? null : x / y,
        '%' => y == 0 ? null : x % y,
        _ => throw new InvalidOperationException(),
    };

    private static double? Real(char op, double x, double y) => op switch
    {
        '+' => x + y,
        '-' => x - y,
        '*' => x * y,
        '/' => y == 0 ? null : x / y,
        _ => throw new InvalidOperationException(),
    };
}
