using System.Numerics;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Tests.Tables;

/// <summary>Tables with a column of every kind.</summary>
internal static class TableSamples
{
    /// <summary>Three rows of everything that all formats can hold.</summary>
    public static Table Everything() => new(
    [
        new Column<long>("id", new[] { 1L, -2, 1L << 40 }),
        new Column<double>("flux", new[] { 0.5, double.NaN, 1e300 }, "nJy", "what \"arrives\": all of it"),
        new Column<float>("error", new[] { 0.25f, 1e-30f, 3 }),
        new Column<int>(new ColumnDefinition("count", ColumnType.Int32), new[] { 7, 8, 9 }, new[] { false, true, false }),
        new Column<short>("small", new short[] { -1, 0, 1 }),
        new Column<byte>("octet", new byte[] { 0, 128, 255 }),
        new Column<bool>("ok", new[] { true, false, true }),
        new Column<string>("name", new[] { "one", "two \"2\"", "three, # 3" }),
        new Column<double>(new ColumnDefinition("shape", ColumnType.Float64) { Shape = [2, 3], Unit = "pixel" }, Enumerable.Range(0, 18).Select(i => i + 0.5).ToArray()),
        new RaggedColumn<double>(new ColumnDefinition("series", ColumnType.Float64) { IsRagged = true }, new[] { 1.5, 2.5, -1 }, new[] { 0, 2, 2, 3 }),
        new Column<Complex>("pair", new Complex[] { new(1, 2), new(-3, 0), new(0, -1) }),
    ],
    new OrderedDictionary<string, object?> { ["ORIGIN"] = "here", ["NUMBER"] = 3L, ["REAL"] = 2.5, ["YES"] = true });

    /// <summary>Columns of types that not all formats have, one missing in each.</summary>
    public static Table Unusual()
    {
        bool[] mask = [false, false, true];
        return new Table(
        [
            new Column<sbyte>(new ColumnDefinition("i8", ColumnType.Int8), new sbyte[] { -128, 127, 0 }, mask),
            new Column<ushort>(new ColumnDefinition("u16", ColumnType.UInt16), new ushort[] { 0, 65535, 0 }, mask),
            new Column<uint>(new ColumnDefinition("u32", ColumnType.UInt32), new uint[] { 0, uint.MaxValue, 0 }, mask),
            new Column<ulong>(new ColumnDefinition("u64", ColumnType.UInt64), new ulong[] { 0, ulong.MaxValue, 0 }, mask),
            new Column<bool>(new ColumnDefinition("flag", ColumnType.Boolean), new[] { true, false, true }, mask),
            new Column<float>(new ColumnDefinition("real", ColumnType.Float32), new[] { 1f, float.PositiveInfinity, 3 }, mask),
            new Column<string>(new ColumnDefinition("text", ColumnType.String) { Shape = [2] }, new[] { "a", "bcd", "e f", "", "g", "hij" }),
            new Column<ComplexSingle>("pair", new ComplexSingle[] { new(1, 2), new(3, -4), new(0, 0.5f) }),
        ]);
    }

    /// <summary>Every element of a table as text; missing ones are --.</summary>
    public static IReadOnlyList<string> Lines(Table table) => [.. table.Columns.Select(column => $"{column.Name} {column.Definition.TypeText}: {Line(column, Text)}")];

    /// <summary>Every element as text, real numbers that aren't whole as the bits of their double precision; without the types.</summary>
    public static IReadOnlyList<string> ExactLines(Table table) => [.. table.Columns.Select(column => $"{column.Name}: {Line(column, Exact)}")];

    private static string Line(Column column, Func<object, string> text) => string.Join(" | ", Enumerable.Range(0, column.RowCount)
        .Select(row => column.GetValue(row) switch
        {
            null => "--",
            Array values => string.Join(' ', values.Cast<object>().Select(text)),
            var value => text(value),
        }));

    private static string Exact(object value) => value switch
    {
        float real => Exact((double)real),
        double real when double.IsNaN(real) => "NaN",
        double real when Math.Floor(real) == real && Math.Abs(real) < 1e15 => FormattableString.Invariant($"{(long)real}"),
        double real => FormattableString.Invariant($"{BitConverter.DoubleToInt64Bits(real):x16}"),
        Complex pair => $"<{Exact(pair.Real)}; {Exact(pair.Imaginary)}>",
        ComplexSingle pair => $"<{Exact(pair.Real)}; {Exact(pair.Imaginary)}>",
        _ => Text(value),
    };

    private static string Text(object value) => FormattableString.Invariant($"{value}");
}
