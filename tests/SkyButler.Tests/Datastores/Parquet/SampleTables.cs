using SkyButler.Imaging.Tables;

namespace SkyButler.Tests.Datastores.Parquet;

/// <summary>Tables with all that catalogues have.</summary>
internal static class SampleTables
{
    public static readonly Table Sources = new(
        [
            new Column<long>("id", new[] { 1L, 2, 3 }),
            new Column<double>("ra", new[] { 10.5, 11, 12 }, "deg", "right ascension"),
            new Column<float>(new ColumnDefinition("flux", ColumnType.Float32) { Unit = "nJy" }, new[] { 1.5f, 0, -2 }, new[] { false, true, false }),
            new Column<bool>("flag", new[] { true, false, true }),
            new Column<string>("band", new[] { "g", "rr", "ü" }),
            new Column<double>(new ColumnDefinition("moments", ColumnType.Float64) { Shape = [2, 3] }, Enumerable.Range(0, 18).Select(i => i / 4.0).ToArray()),
            new Column<short>(new ColumnDefinition("counts", ColumnType.Int16) { Shape = [2] }, new short[] { 1, 2, 3, 4, 5, 6 }),
            new RaggedColumn<int>(new ColumnDefinition("parents", ColumnType.Int32) { IsRagged = true }, new[] { 7, 8, 9 }, new[] { 0, 1, 1, 3 }),
        ],
        new OrderedDictionary<string, object?> { ["origin"] = "made for tests", ["version"] = 3L });

    public static void ShouldHaveValuesOf(this Table got, Table expected)
    {
        got.Columns.Select(c => $"{c.Name} {c.Definition.TypeText}").ShouldBe(expected.Columns.Select(c => $"{c.Name} {c.Definition.TypeText}"));
        for (var row = 0; row < expected.RowCount; row++)
            foreach (var column in expected.Columns)
                got[column.Name].GetValue(row).ShouldBe(column.GetValue(row), $"{column.Name}, row {row}");
    }
}
